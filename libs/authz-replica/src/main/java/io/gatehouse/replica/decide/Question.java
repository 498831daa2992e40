package io.gatehouse.replica.decide;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;
import io.gatehouse.model.Revision;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link CheckRequest} that was read and found well-formed.
 *
 * @param resourceAccount as the request names it, else that of the ARN; null where neither does
 * @param principal empty where it proved who it is
 * @param session the union of the session policies; null where the request has none
 * @param identity of a principal that proved who it is; empty where it is only named
 */
public record Question(
        String principal,
        @Nullable PolicySet session,
        Map<String, String> sessionTags,
        ActionName action,
        String resource,
        @Nullable AccountId resourceAccount,
        Map<String, ContextValues> context,
        Revision atLeast,
        @Nullable PolicySet resourcePolicy,
        Optional<Boolean> resourcePolicyRequired,
        Optional<Identity> identity) {

    /**
     * Reads a request; throws {@link CheckRefusedException} that says what is wrong.
     *
     * @param identities know the principal already, if it brings a proof
     */
    public static Question of(CheckRequest request, Identities identities) {
        boolean hasProof = Identities.hasProof(request.getPrincipal());
        if (!hasProof && request.getPrincipal().getArn().isEmpty()) {
            throw invalid("principal", "the principal is missing");
        }
        String resource = request.getResource();
        if (!resource.equals("*") && !Arn.isArn(resource)) {
            throw invalid("resource", "a resource is an ARN or `*`, not `%s`".formatted(resource));
        }
        return new Question(
                request.getPrincipal().getArn(),
                session(request.getPrincipal().getSessionPoliciesList()),
                request.getPrincipal().getSessionTagsMap(),
                action(request.getAction()),
                resource,
                account(request.getResourceAccount(), resource),
                TypedContext.checked(request.getContextMap()),
                revision(request.getAtLeast()),
                request.getResourcePolicy().isEmpty()
                        ? null
                        : PolicySet.of(
                                policy(
                                        request.getResourcePolicy(),
                                        PolicyKind.RESOURCE,
                                        "resource-policy")),
                request.hasResourcePolicyRequired()
                        ? Optional.of(request.getResourcePolicyRequired())
                        : Optional.empty(),
                hasProof ? Optional.of(identities.of(request.getPrincipal())) : Optional.empty());
    }

    private static ActionName action(String text) {
        try {
            return ActionName.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid("action", String.valueOf(e.getMessage()));
        }
    }

    /** Reads a revision token; empty is none. Throws {@link CheckRefusedException}. */
    public static Revision revision(String token) {
        try {
            return token.isEmpty() ? Revision.NONE : Revision.parse(token);
        } catch (IllegalArgumentException e) {
            throw invalid("at_least", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable AccountId account(String named, String resource) {
        String ofArn = Arn.accountOf(resource);
        if (!named.isEmpty() && !AccountId.isValid(named)) {
            throw invalid(
                    "resource_account",
                    "an account id is twelve digits, not `%s`".formatted(named));
        }
        if (!named.isEmpty() && AccountId.isValid(ofArn) && !named.equals(ofArn)) {
            throw invalid(
                    "resource_account", "`%s` does not belong to `%s`".formatted(resource, named));
        }
        String account = named.isEmpty() ? ofArn : named;
        return AccountId.isValid(account) ? new AccountId(account) : null;
    }

    private static @Nullable PolicySet session(List<String> documents) {
        if (documents.isEmpty()) {
            return null;
        }
        List<CompiledPolicy> policies = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            policies.add(policy(documents.get(i), PolicyKind.SESSION, "session-policy/" + i));
        }
        return PolicySet.of(policies);
    }

    private static CompiledPolicy policy(String document, PolicyKind kind, String name) {
        return switch (PolicyParser.read(document, kind)) {
            case ParsedPolicy.Valid valid ->
                    CompiledPolicy.compile(valid.document(), PolicyName.of(name));
            case ParsedPolicy.Invalid broken ->
                    throw invalid(
                            kind == PolicyKind.SESSION
                                    ? "principal.session_policies"
                                    : "resource_policy",
                            "%s: %s".formatted(name, broken.first().message()));
        };
    }

    /**
     * The refusal of a question that can never be answered.
     *
     * @param field as {@code authorization.proto} names it
     */
    public static CheckRefusedException invalid(String field, String message) {
        return new CheckRefusedException(Reason.INVALID, message, field);
    }

    /** The refusal of a question that can never be answered. */
    public static CheckRefusedException invalid(@Nullable String message) {
        return new CheckRefusedException(
                Reason.INVALID, message == null ? "the question is malformed" : message);
    }
}
