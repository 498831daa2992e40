package io.gatehouse.gateway;

import io.gatehouse.gateway.Destination.Owner;

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
            Set.of("/api/import/principals", "/api/accounts");
    private static final String STS_VERSION = "2011-06-15";

    private RoutingTable() {}

    /** Where an action of AWS's Query protocol goes. */
    static Destination ofAction(String action, String version) {
        String vendor = version.equals(STS_VERSION) ? "sts" : "iam";
        Owner owner =
                vendor.equals("iam") && POLICY_VERB.matcher(action).matches()
                        ? Owner.POLICY
                        : Owner.IDENTITY;
        boolean free = vendor.equals("sts") && action.equals("GetCallerIdentity");
        return new Destination(owner, vendor + ":" + action, "/", !free);
    }

    /** Where a JSON request goes; empty for paths that nobody owns. */
    static Optional<Destination> ofApi(String method, String path) {
        Owner owner;
        if (POLICY_API.matcher(path).matches()) {
            owner = Owner.POLICY;
        } else if (IDENTITY_API.contains(path) || path.startsWith("/api/accounts/")) {
            owner = Owner.IDENTITY;
        } else {
            return Optional.empty();
        }
        return Optional.of(new Destination(owner, method + " " + path, path, true));
    }
}
