package io.gatehouse.policy.reference;

import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.language.PolicyDocument;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * All policies that bear on a request, as plain documents.
 *
 * @param session null where the session has none
 * @param serviceControl null where none apply
 * @param resourceControl null where none apply
 * @param resource null where the resource has none
 */
public record ReferencePolicies(
        List<Named> identity,
        List<Named> boundaries,
        @Nullable List<Named> session,
        @Nullable List<List<Named>> serviceControl,
        @Nullable List<List<Named>> resourceControl,
        @Nullable List<Named> resource,
        PrincipalMatching matching) {

    /** A document and what reasons call it. */
    public record Named(String name, PolicyDocument document) {}

    /** No policies at all. */
    public static final ReferencePolicies NONE =
            new ReferencePolicies(
                    List.of(), List.of(), null, null, null, null, PrincipalMatching.FROM_REQUEST);
}
