package io.gatehouse.model.session;

import io.gatehouse.model.Arn;

import java.util.List;
import java.util.Optional;

/**
 * The policies that limit a session.
 *
 * @param inline one document
 * @param managed ARNs, whose documents count as they are when a decision is made
 */
public record SessionPolicies(Optional<String> inline, List<Arn> managed) {

    public static final SessionPolicies NONE = new SessionPolicies(Optional.empty(), List.of());

    public SessionPolicies {
        managed = List.copyOf(managed);
    }

    public boolean isEmpty() {
        return inline.isEmpty() && managed.isEmpty();
    }
}
