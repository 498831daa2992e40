package io.gatehouse.identity.session;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.session.SessionClaims;
import io.gatehouse.model.session.SessionHolder;

import java.util.Optional;
import java.util.Set;

/**
 * What a session may never call, whatever policies say (SEMANTICS 8). What AWS answers there: IAM
 * does not take the token, STS names the call.
 */
public final class SessionLimits {

    private static final String STS = "sts:";
    private static final Set<String> OF_USERS = Set.of("sts:AssumeRole", "sts:GetCallerIdentity");
    private static final Set<String> OF_FEDERATED = Set.of("sts:GetCallerIdentity");
    private static final Set<String> NOT_OF_ROLES =
            Set.of("sts:GetFederationToken", "sts:GetSessionToken");

    private SessionLimits() {}

    /**
     * Empty where the session may try.
     *
     * @param action such as {@code iam:CreateUser}; method and path of a JSON request count as
     *     IAM's
     */
    public static Optional<Refusal> refusal(SessionClaims session, String action) {
        return switch (session.holder()) {
            case SessionHolder.SignedIn _ -> Optional.empty();
            case SessionHolder.AssumedRole _ ->
                    NOT_OF_ROLES.contains(action) ? Optional.of(denied(action)) : Optional.empty();
            case SessionHolder.User _ ->
                    action.startsWith(STS)
                            ? only(OF_USERS, action)
                            : session.facts().mfaAt().isPresent()
                                    ? Optional.empty()
                                    : Optional.of(notTaken());
            case SessionHolder.Federated _ ->
                    action.startsWith(STS) ? only(OF_FEDERATED, action) : Optional.of(notTaken());
        };
    }

    private static Optional<Refusal> only(Set<String> allowed, String action) {
        return allowed.contains(action) ? Optional.empty() : Optional.of(denied(action));
    }

    private static Refusal denied(String action) {
        return new Refusal(
                ErrorCode.ACCESS_DENIED,
                "Cannot call %s with session credentials"
                        .formatted(action.substring(STS.length())));
    }

    private static Refusal notTaken() {
        return new Refusal(
                ErrorCode.INVALID_CLIENT_TOKEN_ID,
                "The security token included in the request is invalid");
    }
}
