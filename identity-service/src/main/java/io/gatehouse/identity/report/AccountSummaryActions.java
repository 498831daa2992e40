package io.gatehouse.identity.report;

import io.gatehouse.identity.account.AccountSettings;
import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.policies.PolicyDirectory;
import io.gatehouse.identity.policies.PolicyDirectory.PolicyCount;
import io.gatehouse.identity.value.Quota;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;

import java.util.Map;
import java.util.TreeMap;

/** GetAccountSummary: how many of each, and how many there may be. */
@ApplicationScoped
public class AccountSummaryActions implements ActionSet {

    private final PolicyDirectory policies;
    private final Gate gate;
    private final Pool database;

    AccountSummaryActions(PolicyDirectory policies, Gate gate, Pool database) {
        this.policies = policies;
        this.gate = gate;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetAccountSummaryRequest.class, this::read);
    }

    private Uni<GetAccountSummaryResponse> read(GetAccountSummaryRequest request, Call call) {
        AccountId account = call.account();
        return gate.require(call, "GetAccountSummary", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> policies.count(account))
                .chain(written ->
                        AccountView.settings(database, account)
                                .chain(settings ->
                                        counts(account)
                                                .map(counts -> summary(counts, written, settings))))
                .map(summary ->
                        GetAccountSummaryResponse.builder().summaryMapWithStrings(summary).build());
    }

    /** Counted here; the names are AWS's. */
    private Uni<Map<String, Integer>> counts(AccountId account) {
        return database.preparedQuery(
                        """
                        SELECT (SELECT count(*)::int FROM iam_user WHERE account = $1) AS "Users",
                               (SELECT count(*)::int FROM iam_group WHERE account = $1) AS "Groups",
                               (SELECT count(*)::int FROM iam_role WHERE account = $1) AS "Roles",
                               (SELECT count(*)::int FROM iam_instance_profile WHERE account = $1)
                                   AS "InstanceProfiles",
                               (SELECT count(*)::int FROM server_certificate WHERE account = $1)
                                   AS "ServerCertificates",
                               (SELECT count(*)::int FROM mfa_device WHERE account = $1)
                                   AS "MFADevices",
                               (SELECT count(*)::int FROM mfa_device
                                WHERE account = $1 AND user_id IS NOT NULL) AS "MFADevicesInUse",
                               (SELECT count(*)::int FROM access_key
                                WHERE account = $1 AND user_id IS NULL)
                                   AS "AccountAccessKeysPresent"
                        """)
                .execute(Tuple.of(account.digits()))
                .map(rows -> rows.iterator().next())
                .map(row -> {
                    Map<String, Integer> counts = new TreeMap<>();
                    for (int i = 0; i < row.size(); i++) {
                        counts.put(row.getColumnName(i), row.getInteger(i));
                    }
                    // AWS says whether, not how many.
                    counts.merge("AccountAccessKeysPresent", 1, Math::min);
                    return counts;
                });
    }

    private static Map<String, Integer> summary(
            Map<String, Integer> counts, PolicyCount written, AccountSettings settings) {
        Quotas quotas = new Quotas(settings.quotas());
        Map<String, Integer> summary = new TreeMap<>(counts);
        summary.put("Policies", written.policies());
        summary.put("PolicyVersionsInUse", written.versions());
        QUOTAS.forEach((name, quota) -> summary.put(name, quotas.of(quota)));
        summary.put(
                "PolicyVersionsInUseQuota",
                quotas.of(Quota.POLICIES) * quotas.of(Quota.VERSIONS_PER_POLICY));
        // Root has neither a password nor a device nor a certificate here.
        summary.put("AccountMFAEnabled", 0);
        summary.put("AccountPasswordPresent", 0);
        summary.put("AccountSigningCertificatesPresent", 0);
        summary.put("GlobalEndpointTokenVersion", settings.tokenVersion().number());
        return summary;
    }

    private static final Map<String, Quota> QUOTAS =
            Map.ofEntries(
                    Map.entry("UsersQuota", Quota.USERS),
                    Map.entry("GroupsQuota", Quota.GROUPS),
                    Map.entry("RolesQuota", Quota.ROLES),
                    Map.entry("PoliciesQuota", Quota.POLICIES),
                    Map.entry("InstanceProfilesQuota", Quota.INSTANCE_PROFILES),
                    Map.entry("ServerCertificatesQuota", Quota.SERVER_CERTIFICATES),
                    Map.entry("GroupsPerUserQuota", Quota.GROUPS_PER_USER),
                    Map.entry("AccessKeysPerUserQuota", Quota.ACCESS_KEYS_PER_USER),
                    Map.entry(
                            "SigningCertificatesPerUserQuota", Quota.SIGNING_CERTIFICATES_PER_USER),
                    Map.entry("AttachedPoliciesPerUserQuota", Quota.POLICIES_PER_USER),
                    Map.entry("AttachedPoliciesPerGroupQuota", Quota.POLICIES_PER_GROUP),
                    Map.entry("AttachedPoliciesPerRoleQuota", Quota.POLICIES_PER_ROLE),
                    Map.entry("UserPolicySizeQuota", Quota.USER_POLICY_SIZE),
                    Map.entry("GroupPolicySizeQuota", Quota.GROUP_POLICY_SIZE),
                    Map.entry("RolePolicySizeQuota", Quota.ROLE_POLICY_SIZE),
                    Map.entry("AssumeRolePolicySizeQuota", Quota.TRUST_POLICY_SIZE),
                    Map.entry("PolicySizeQuota", Quota.POLICY_SIZE),
                    Map.entry("VersionsPerPolicyQuota", Quota.VERSIONS_PER_POLICY));
}
