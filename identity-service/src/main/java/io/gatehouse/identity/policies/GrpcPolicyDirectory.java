package io.gatehouse.identity.policies;

import io.gatehouse.identity.policies.PolicyDirectory.PolicyCount;
import io.gatehouse.identity.policies.PolicyDirectory.RemainingAt;
import io.gatehouse.identity.value.Remaining;
import io.gatehouse.internal.v1.CountPoliciesRequest;
import io.gatehouse.internal.v1.MutinyPolicyQuestionsGrpc;
import io.gatehouse.internal.v1.MutinyPolicyQuestionsGrpc.MutinyPolicyQuestionsStub;
import io.gatehouse.internal.v1.PoliciesOfRequest;
import io.gatehouse.internal.v1.ResolvePolicyRequest;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.service.ServiceChannels;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import org.jboss.logging.Logger;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@link PolicyDirectory} over gRPC. */
public final class GrpcPolicyDirectory implements PolicyDirectory {

    private static final Logger LOG = Logger.getLogger(GrpcPolicyDirectory.class);
    private static final int SECONDS = 5;

    private final MutinyPolicyQuestionsStub policies;

    /**
     * @param target {@code host:port} of policy-service
     */
    public GrpcPolicyDirectory(ServiceChannels channels, String target) {
        this.policies =
                MutinyPolicyQuestionsGrpc.newMutinyStub(channels.to(ServiceName.POLICY, target));
    }

    @Override
    public Uni<RemainingAt> remainingOn(AccountId account, UniqueId principal) {
        return policies.withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .policiesOf(
                        PoliciesOfRequest.newBuilder()
                                .setAccount(account.digits())
                                .setPrincipalId(principal.text())
                                .build())
                .map(answer ->
                        new RemainingAt(
                                new Remaining(
                                        answer.getAttachedPolicyArnsCount(),
                                        answer.getInlinePolicyNamesCount()),
                                revision(answer.getRevision())))
                .onFailure()
                .transform(GrpcPolicyDirectory::unavailable);
    }

    @Override
    public Uni<Optional<Revision>> find(Arn policy) {
        return policies.withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .resolvePolicy(ResolvePolicyRequest.newBuilder().setArn(policy.toString()).build())
                .map(answer ->
                        answer.getExists()
                                ? Optional.of(revision(answer.getRevision()))
                                : Optional.<Revision>empty())
                .onFailure()
                .transform(GrpcPolicyDirectory::unavailable);
    }

    @Override
    public Uni<PolicyCount> count(AccountId account) {
        return policies.withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
                .countPolicies(
                        CountPoliciesRequest.newBuilder().setAccount(account.digits()).build())
                .map(answer -> new PolicyCount(answer.getPolicies(), answer.getVersions()))
                .onFailure()
                .transform(GrpcPolicyDirectory::unavailable);
    }

    private static Revision revision(String token) {
        return token.isEmpty() ? Revision.NONE : Revision.parse(token);
    }

    private static RefusedException unavailable(Throwable failure) {
        LOG.warnf("policy-service did not answer: %s", failure.getMessage());
        return RefusedException.of(
                ErrorCode.SERVICE_UNAVAILABLE, "policy-service does not answer. Try again.");
    }
}
