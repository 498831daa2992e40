package io.gatehouse.policy.decision;

import io.gatehouse.model.AccountId;

/** The context keys that follow from who asks (SEMANTICS 5). */
public final class PrincipalKeys {

    private PrincipalKeys() {}

    /**
     * Adds {@code aws:PrincipalArn}, {@code aws:PrincipalAccount}, {@code aws:PrincipalType},
     * {@code aws:userid}, {@code aws:username}, {@code aws:PrincipalIsAWSService} and {@code
     * aws:PrincipalServiceName} as far as they exist for the principal; keys that are there stay.
     */
    public static void supply(Principal principal, RequestContext.Builder context) {
        AccountId account = principal.account();
        if (account != null) {
            context.putIfAbsent("aws:PrincipalAccount", account.digits());
            context.putIfAbsent("aws:PrincipalIsAWSService", "false");
        }
        switch (principal) {
            case Principal.AccountRoot root -> {
                context.putIfAbsent("aws:PrincipalArn", root.arn());
                context.putIfAbsent("aws:PrincipalType", "Account");
                context.putIfAbsent("aws:userid", root.account().digits());
            }
            case Principal.User user -> {
                context.putIfAbsent("aws:PrincipalArn", user.arn());
                context.putIfAbsent("aws:PrincipalType", "User");
                context.putIfAbsent("aws:username", user.name());
                if (user.id() != null) {
                    context.putIfAbsent("aws:userid", user.id().text());
                }
            }
            case Principal.AssumedRole session -> {
                context.putIfAbsent("aws:PrincipalArn", session.roleArn());
                context.putIfAbsent("aws:PrincipalType", "AssumedRole");
                if (session.roleId() != null) {
                    context.putIfAbsent(
                            "aws:userid", session.roleId().text() + ':' + session.sessionName());
                }
            }
            case Principal.FederatedUser federated -> {
                context.putIfAbsent("aws:PrincipalArn", federated.arn());
                context.putIfAbsent("aws:PrincipalType", "FederatedUser");
                context.putIfAbsent(
                        "aws:userid", federated.account().digits() + ':' + federated.name());
            }
            case Principal.ServicePrincipal service -> {
                context.putIfAbsent("aws:PrincipalIsAWSService", "true");
                context.putIfAbsent("aws:PrincipalServiceName", service.name());
            }
            case Principal.WebIdentity identity ->
                    context.putIfAbsent("aws:FederatedProvider", identity.provider());
            case Principal.Anonymous _ -> {
                context.putIfAbsent("aws:PrincipalAccount", "anonymous");
                context.putIfAbsent("aws:PrincipalType", "Anonymous");
                context.putIfAbsent("aws:userid", "anonymous");
            }
        }
    }
}
