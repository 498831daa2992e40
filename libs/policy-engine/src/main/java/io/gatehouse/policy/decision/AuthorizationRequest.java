package io.gatehouse.policy.decision;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import org.jspecify.annotations.Nullable;

/**
 * One question: may this principal do this to that.
 *
 * @param action {@code vendor:name}, any case
 * @param resource ARN, or {@code *} for actions without a resource
 * @param resourceAccount who owns the resource; null where nobody knows (then nobody's account is
 *     the same)
 * @param context what else is known of the request
 * @param resourcePolicyRequired whether the policy of the resource must allow also within its
 *     account, as KMS keys demand (SEMANTICS 8)
 */
public record AuthorizationRequest(
        Principal principal,
        String action,
        String resource,
        @Nullable AccountId resourceAccount,
        RequestContext context,
        boolean resourcePolicyRequired) {

    /**
     * A request with the defaults: the resource belongs to the account in its ARN, else to the
     * principal's; its policy is required where it is a KMS key.
     */
    public static AuthorizationRequest of(
            Principal principal, String action, String resource, RequestContext context) {
        return new AuthorizationRequest(
                principal,
                action,
                resource,
                ownerOf(resource, principal),
                context,
                isKmsKey(resource));
    }

    public AuthorizationRequest withResourceAccount(AccountId owner) {
        return new AuthorizationRequest(
                principal, action, resource, owner, context, resourcePolicyRequired);
    }

    public AuthorizationRequest withResourcePolicyRequired(boolean required) {
        return new AuthorizationRequest(
                principal, action, resource, resourceAccount, context, required);
    }

    public AuthorizationRequest withContext(RequestContext other) {
        return new AuthorizationRequest(
                principal, action, resource, resourceAccount, other, resourcePolicyRequired);
    }

    public AuthorizationRequest withAction(String other) {
        return new AuthorizationRequest(
                principal, other, resource, resourceAccount, context, resourcePolicyRequired);
    }

    /** Who owns a resource that nobody names the owner of; null where nobody can know. */
    public static @Nullable AccountId ownerOf(String resource, Principal principal) {
        String account = Arn.accountOf(resource);
        return AccountId.isValid(account) ? new AccountId(account) : principal.account();
    }

    private static boolean isKmsKey(String resource) {
        if (!resource.contains(":kms:") || !Arn.isArn(resource)) {
            return false;
        }
        Arn arn = Arn.parse(resource);
        return arn.service().equals("kms") && arn.resource().startsWith("key/");
    }
}
