package io.gatehouse.authz.client;

import io.gatehouse.model.ActionName;
import io.gatehouse.model.Revision;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * May this principal do this action to that resource, now? Immutable; each {@code with} gives a
 * changed copy.
 *
 * @param principal who
 * @param resource an ARN, or {@code *} for actions without a resource
 * @param resourceAccount twelve digits, where the ARN carries no account
 * @param context condition keys and their values; several values make a key multi-valued. What
 *     authz-service knows itself ({@code aws:PrincipalTag/…}, {@code aws:username} …) wins over
 *     what is given here
 * @param atLeast the decision must be as fresh as this, or it is {@link Answer.Unanswered}
 * @param deadline for the whole call; empty for the authorizer's own
 * @param requestId goes into logs on both sides; empty is allowed
 */
public record PermissionQuestion(
        Asked principal,
        ActionName action,
        String resource,
        Optional<String> resourceAccount,
        Map<String, List<String>> context,
        Revision atLeast,
        Optional<Duration> deadline,
        String requestId) {

    public PermissionQuestion {
        if (resource.isEmpty()) {
            throw new IllegalArgumentException("a question names a resource, or `*`");
        }
        Map<String, List<String>> copy = new HashMap<>();
        context.forEach((key, values) -> copy.put(key, List.copyOf(values)));
        context = Map.copyOf(copy);
    }

    /** How the principal is named. */
    public sealed interface Asked {

        /** By ARN; {@code *} is anonymous. */
        record ByArn(String arn) implements Asked {}

        /** By a session token that Gatehouse issued; authz-service verifies it. */
        record BySessionToken(String token) implements Asked {

            /** The token is a secret and is not shown. */
            @Override
            public String toString() {
                return "BySessionToken[…]";
            }
        }

        /**
         * By the caller's own AWS-signed request, as it was received: authz-service has its
         * signature verified, so the application needs no keys. Only for that very request.
         *
         * @param uri path and query as on the wire
         * @param headers all of them, in the order received
         * @param bodySha256 of the exact bytes, lower-case hexadecimal
         */
        record BySignedRequest(
                String method,
                String uri,
                List<Map.Entry<String, String>> headers,
                String bodySha256)
                implements Asked {

            public BySignedRequest {
                headers = List.copyOf(headers);
            }

            /** Headers hold a signature, and perhaps a token. */
            @Override
            public String toString() {
                return "BySignedRequest[%s …]".formatted(method);
            }
        }
    }

    /** The plain question: no context, as fresh as possible, the authorizer's deadline. */
    public static PermissionQuestion of(String principalArn, ActionName action, String resource) {
        return new PermissionQuestion(
                new Asked.ByArn(principalArn),
                action,
                resource,
                Optional.empty(),
                Map.of(),
                Revision.NONE,
                Optional.empty(),
                "");
    }

    public PermissionQuestion withPrincipal(Asked asked) {
        return new PermissionQuestion(
                asked, action, resource, resourceAccount, context, atLeast, deadline, requestId);
    }

    public PermissionQuestion withResourceAccount(String account) {
        return new PermissionQuestion(
                principal,
                action,
                resource,
                Optional.of(account),
                context,
                atLeast,
                deadline,
                requestId);
    }

    public PermissionQuestion withContext(Map<String, List<String>> keys) {
        return new PermissionQuestion(
                principal, action, resource, resourceAccount, keys, atLeast, deadline, requestId);
    }

    public PermissionQuestion withAtLeast(Revision revision) {
        return new PermissionQuestion(
                principal,
                action,
                resource,
                resourceAccount,
                context,
                revision,
                deadline,
                requestId);
    }

    public PermissionQuestion withDeadline(Duration limit) {
        return new PermissionQuestion(
                principal,
                action,
                resource,
                resourceAccount,
                context,
                atLeast,
                Optional.of(limit),
                requestId);
    }

    public PermissionQuestion withRequestId(String id) {
        return new PermissionQuestion(
                principal, action, resource, resourceAccount, context, atLeast, deadline, id);
    }
}
