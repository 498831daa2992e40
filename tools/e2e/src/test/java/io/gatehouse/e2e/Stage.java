package io.gatehouse.e2e;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Principal;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The cast of SEMANTICS 12 in an account of its own: alice, a user with a key, and the role r that
 * whoever it trusts assumes through STS. Decisions are authz-service's, for real sessions, and see
 * every write that was made here before.
 */
final class Stage implements AutoCloseable {

    private final GatehouseProcess gatehouse;
    private final DecisionClient decisions;
    private final List<String> revisions = new CopyOnWriteArrayList<>();
    private final FreshAccount account;
    private final IamClient root;
    private StsClient alice;

    Stage(GatehouseProcess gatehouse) {
        this.gatehouse = gatehouse;
        this.account = FreshAccount.create(gatehouse);
        this.decisions = new DecisionClient(gatehouse);
        this.root = AwsClients.iam(gatehouse, account.root(), revisionsOfWrites());
        root.createUser(r -> r.userName("alice"));
        this.alice = stsOf("alice");
    }

    private ExecutionInterceptor revisionsOfWrites() {
        return new ExecutionInterceptor() {
            @Override
            public void afterTransmission(
                    Context.AfterTransmission context, ExecutionAttributes attributes) {
                context.httpResponse()
                        .firstMatchingHeader("X-Gatehouse-Revision")
                        .ifPresent(revisions::add);
            }
        };
    }

    IamClient root() {
        return root;
    }

    /** Alice as she is now: after she was deleted and made again, another. */
    void aliceAgain() {
        alice.close();
        alice = stsOf("alice");
    }

    StsClient alice() {
        return alice;
    }

    /** STS as the user with a new key. */
    StsClient stsOf(String user) {
        AccessKey key = root.createAccessKey(r -> r.userName(user)).accessKey();
        return AwsClients.sts(gatehouse, key.accessKeyId(), key.secretAccessKey());
    }

    StsClient stsOf(Credentials session) {
        return AwsClients.sts(gatehouse, session);
    }

    String id() {
        return account.id();
    }

    /** ARN in IAM, such as {@code user/alice}. */
    String arn(String resource) {
        return "arn:aws:iam::" + id() + ":" + resource;
    }

    String sessionArn() {
        return "arn:aws:sts::" + id() + ":assumed-role/r/sess";
    }

    /** A policy of one statement on everything. */
    static String policy(String effect, String action) {
        return policy(effect, action, "\"Resource\":\"*\"");
    }

    static String policy(String effect, String action, String rest) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"%s\",\"Action\":%s,%s}]}"
                .formatted(effect, action.startsWith("[") ? action : "\"" + action + "\"", rest);
    }

    /** A resource policy that allows s3:GetObject to that AWS principal. */
    static String toPrincipal(String principal) {
        return policy(
                "Allow",
                "s3:GetObject",
                "\"Principal\":{\"AWS\":\"%s\"},\"Resource\":\"*\"".formatted(principal));
    }

    static String trusting(String action, String principal, String more) {
        return policy("Allow", action, "\"Principal\":{\"AWS\":\"" + principal + "\"}" + more);
    }

    /** The role r with that trust policy. */
    void role(String trust) {
        root.createRole(r -> r.roleName("r").assumeRolePolicyDocument(trust));
    }

    void userMay(String effect, String action) {
        root.putUserPolicy(
                r -> r.userName("alice").policyName(effect).policyDocument(policy(effect, action)));
    }

    void roleMay(String effect, String action) {
        root.putRolePolicy(
                r -> r.roleName("r").policyName(effect).policyDocument(policy(effect, action)));
    }

    /** A managed policy that allows that action and is nothing but a boundary. */
    String boundary(String action) {
        return root.createPolicy(
                        r -> r.policyName("boundary").policyDocument(policy("Allow", action)))
                .policy()
                .arn();
    }

    /** The session sess of r. */
    Credentials assume(StsClient who, Consumer<AssumeRoleRequest.Builder> more) {
        return who.assumeRole(r -> more.accept(r.roleArn(arn("role/r")).roleSessionName("sess")))
                .credentials();
    }

    Principal byArn(String arn) {
        return Principal.newBuilder().setArn(arn).build();
    }

    Principal bySession(Credentials session) {
        return Principal.newBuilder().setSessionToken(session.sessionToken()).build();
    }

    /**
     * Whether the principal may read an object of the account's.
     *
     * @param resourcePolicy the object's own, if it has one
     */
    CheckResponse readObject(Principal principal, @Nullable String resourcePolicy) {
        return readObjectOf(id(), principal, resourcePolicy);
    }

    CheckResponse readObjectOf(String owner, Principal principal, @Nullable String resourcePolicy) {
        CheckRequest.Builder request =
                CheckRequest.newBuilder()
                        .setPrincipal(principal)
                        .setAction("s3:GetObject")
                        .setResource("arn:aws:s3:::bucket/key")
                        .setResourceAccount(owner);
        if (resourcePolicy != null) {
            request.setResourcePolicy(resourcePolicy);
        }
        CheckResponse answer = CheckResponse.getDefaultInstance();
        // The snapshot only goes on: the answer to the last question has seen them all.
        for (String revision : revisions) {
            answer = decisions.ask(request.setAtLeast(revision).build());
        }
        return answer;
    }

    @Override
    public void close() {
        alice.close();
        root.close();
        decisions.close();
    }
}
