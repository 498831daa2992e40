package io.gatehouse.gateway;

import io.gatehouse.gateway.Destination.Owner;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which service owns what. Actions of policies and of their attachments belong to policy-service,
 * all others of IAM and STS to identity-service, which also answers for those that nobody knows.
 */
final class RoutingTable {

    private static final Pattern POLICY_VERB =
            Pattern.compile(
                    "(Put|Get|List|Delete|Attach|Detach)(User|Group|Role)Polic(y|ies)"
                            + "|ListAttached(User|Group|Role)Policies"
                            + "|(Create|Get|List|Delete)Policy(Version|Versions)?"
                            + "|ListPolicies|SetDefaultPolicyVersion|ListEntitiesForPolicy"
                            + "|(Tag|Untag)Policy|ListPolicyTags"
                            + "|Simulate(Custom|Principal)Policy"
                            + "|GetContextKeysFor(Custom|Principal)Policy"
                            + "|ListPoliciesGrantingServiceAccess"
                            + "|GetAccountAuthorizationDetails"
                            + "|(Generate|Get)ServiceLastAccessedDetails(WithEntities)?");
    private static final Pattern POLICY_API =
            Pattern.compile(
                    "/api/import/policies"
                            + "|/api/usage(/statement|/prices)?"
                            + "|/api/resource-policies(/[A-Za-z0-9]+)?"
                            + "|/api/guardrails/[A-Za-z0-9]+");
    private static final Set<String> IDENTITY_API =
            Set.of(
                    "/api/import/principals",
                    "/api/accounts",
                    "/api/quotas",
                    "/api/rotations",
                    "/api/rotations/withdraw");

    /** Decision APIs by their path here, with their path at authz-service. */
    private static final Map<String, String> ACCESS =
            Map.ofEntries(
                    same("/access/v1/evaluation"),
                    same("/access/v1/evaluations"),
                    same("/access/v1/search/subject"),
                    same("/access/v1/search/resource"),
                    same("/access/v1/search/action"),
                    same("/.well-known/authzen-configuration"),
                    Map.entry("/access/v1/check", "/v1/check"),
                    Map.entry("/access/v1/batch-check", "/v1/batch-check"),
                    Map.entry("/access/v1/explain", "/v1/explain"),
                    Map.entry("/access/v1/allowed-actions", "/v1/allowed-actions"));

    private static final Set<String> UNSIGNED =
            Set.of("sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML");
    private static final String STS_VERSION = "2011-06-15";

    static final String TOKEN_EXCHANGE = "/oauth2/token";

    private RoutingTable() {}

    /** Where an action of AWS's Query protocol goes. */
    static Destination ofAction(String action, String version) {
        String vendor = version.equals(STS_VERSION) ? "sts" : "iam";
        Owner owner =
                vendor.equals("iam") && POLICY_VERB.matcher(action).matches()
                        ? Owner.POLICY
                        : Owner.IDENTITY;
        boolean free = vendor.equals("sts") && action.equals("GetCallerIdentity");
        String name = vendor + ":" + action;
        return new Destination(owner, name, "/", !free, UNSIGNED.contains(name));
    }

    /** OAuth 2.0 token exchange, a second door to federated roles. */
    static Destination ofTokenExchange() {
        return new Destination(
                Owner.IDENTITY, "POST " + TOKEN_EXCHANGE, TOKEN_EXCHANGE, true, true);
    }

    /** Where a JSON request goes; empty for paths that nobody owns. */
    static Optional<Destination> ofApi(String method, String path) {
        Owner owner;
        if (POLICY_API.matcher(path).matches()) {
            owner = Owner.POLICY;
        } else if (IDENTITY_API.contains(path)
                || path.startsWith("/api/accounts/")
                || path.startsWith("/api/federation/")) {
            owner = Owner.IDENTITY;
        } else {
            return Optional.empty();
        }
        return Optional.of(new Destination(owner, method + " " + path, path, true));
    }

    /** Where a question for a decision goes; empty for paths that nobody owns. */
    static Optional<Destination> ofAccess(String method, String path) {
        return Optional.ofNullable(ACCESS.get(path))
                .map(at -> new Destination(Owner.AUTHZ, method + " " + at, at, false));
    }

    private static Map.Entry<String, String> same(String path) {
        return Map.entry(path, path);
    }
}
