package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.iam.IamClient;

import java.time.Duration;

/** Quotas that the first account sets for another bind both services (SEMANTICS 9). */
@ExtendWith(RunningGatehouse.class)
class QuotasTest {

    private static final String DOCUMENT =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";

    private static void set(GatehouseProcess gatehouse, String account, String quota, int limit) {
        SignedJson.Reply reply =
                SignedJson.root(gatehouse)
                        .send(
                                SdkHttpMethod.POST,
                                "/api/quotas",
                                "{\"account_id\":\"%s\",\"quota\":\"%s\",\"limit\":%d}"
                                        .formatted(account, quota, limit));
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
    }

    private static void exceeds(Runnable call, String quota) {
        refuses(call, "Cannot exceed quota for " + quota);
    }

    private static void refuses(Runnable call, String message) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call::run);
        assertThat(refusal).as(message).isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("LimitExceeded");
        assertThat(refusal.statusCode()).isEqualTo(409);
        assertThat(refusal.getMessage()).contains(message);
    }

    @Test
    void an_accounts_own_quotas_bind_what_both_services_hold(GatehouseProcess gatehouse) {
        FreshAccount account = FreshAccount.create(gatehouse);
        set(gatehouse, account.id(), "GroupsPerAccount", 1);
        set(gatehouse, account.id(), "PoliciesPerUser", 1);
        set(gatehouse, account.id(), "VersionsPerPolicy", 2);
        set(gatehouse, account.id(), "UserPolicySize", 100);
        try (IamClient root = AwsClients.iam(gatehouse, account.root())) {
            root.createGroup(r -> r.groupName("one"));
            exceeds(() -> root.createGroup(r -> r.groupName("two")), "GroupsPerAccount");

            root.createUser(r -> r.userName("alice"));
            String first = policy(root, "first");
            String second = policy(root, "second");
            // The quota comes with a fact; the policy log is a log of its own.
            Eventually.within(
                    Duration.ofSeconds(10),
                    "policy-service knows the quotas",
                    () -> isRefused(() -> putLong(root)));
            root.attachUserPolicy(r -> r.userName("alice").policyArn(first));
            exceeds(
                    () -> root.attachUserPolicy(r -> r.userName("alice").policyArn(second)),
                    "PoliciesPerUser: 1");
            root.createPolicyVersion(r -> r.policyArn(first).policyDocument(DOCUMENT));
            refuses(
                    () ->
                            root.createPolicyVersion(
                                    r -> r.policyArn(first).policyDocument(DOCUMENT)),
                    "A managed policy can have up to 2 versions.");
            refuses(
                    () -> putLong(root),
                    "Maximum policy size of 100 bytes exceeded for user alice");

            var summary = root.getAccountSummary().summaryMapAsStrings();
            assertThat(summary)
                    .containsEntry("Policies", 2)
                    .containsEntry("PolicyVersionsInUse", 3)
                    .containsEntry("GroupsQuota", 1)
                    .containsEntry("AttachedPoliciesPerUserQuota", 1)
                    .containsEntry("VersionsPerPolicyQuota", 2);
        }
    }

    private static String policy(IamClient root, String name) {
        return root.createPolicy(r -> r.policyName(name).policyDocument(DOCUMENT)).policy().arn();
    }

    private static void putLong(IamClient root) {
        String longer = DOCUMENT.replace("s3:*", "s3:" + "x".repeat(60) + "*");
        root.putUserPolicy(r -> r.userName("alice").policyName("long").policyDocument(longer));
    }

    private static boolean isRefused(Runnable call) {
        try {
            call.run();
            return false;
        } catch (AwsServiceException e) {
            return e.awsErrorDetails().errorCode().equals("LimitExceeded");
        }
    }
}
