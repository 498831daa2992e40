package io.gatehouse.policyservice.service;

import io.gatehouse.eventstore.Heads;
import io.gatehouse.internal.v1.CountPoliciesRequest;
import io.gatehouse.internal.v1.CountPoliciesResponse;
import io.gatehouse.internal.v1.HeadsRequest;
import io.gatehouse.internal.v1.HeadsResponse;
import io.gatehouse.internal.v1.PoliciesOfRequest;
import io.gatehouse.internal.v1.PoliciesOfResponse;
import io.gatehouse.internal.v1.PolicyQuestions;
import io.gatehouse.internal.v1.RepublishRequest;
import io.gatehouse.internal.v1.RepublishResponse;
import io.gatehouse.internal.v1.ResolvePolicyRequest;
import io.gatehouse.internal.v1.ResolvePolicyResponse;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyQuestions;
import io.gatehouse.policyservice.managedpolicy.PolicyCounts;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesRows;
import io.gatehouse.policyservice.value.PolicyArn;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What our other services ask; the gate of service-kit lets only them in. */
@GrpcService
class PolicyQuestionsService implements PolicyQuestions {

    private final Pool pool;
    private final PrincipalPoliciesRows principals;
    private final ManagedPolicyQuestions policies;
    private final Republishing republishing;

    PolicyQuestionsService(
            Pool pool,
            PrincipalPoliciesRows principals,
            ManagedPolicyQuestions policies,
            Republishing republishing) {
        this.pool = pool;
        this.principals = principals;
        this.policies = policies;
        this.republishing = republishing;
    }

    @Override
    public Uni<HeadsResponse> heads(HeadsRequest request) {
        return Uni.createFrom()
                .deferred(() -> headsOf(owners(request.getAccountsList())))
                .map(revision -> HeadsResponse.newBuilder().setRevision(revision.token()).build());
    }

    /** The head is read first: what follows is at least as new. */
    @Override
    public Uni<PoliciesOfResponse> policiesOf(PoliciesOfRequest request) {
        return Uni.createFrom()
                .deferred(() -> {
                    AccountId account = account(request.getAccount());
                    return headsOf(List.of(account))
                            .chain(head ->
                                    Panache.withSession(() ->
                                            policiesOf(account, request.getPrincipalId(), head)));
                });
    }

    @Override
    public Uni<ResolvePolicyResponse> resolvePolicy(ResolvePolicyRequest request) {
        Optional<PolicyArn> arn = PolicyArn.parse(request.getArn());
        if (arn.isEmpty()) {
            return Uni.createFrom()
                    .item(ResolvePolicyResponse.newBuilder().setExists(false).build());
        }
        return headsOf(List.of(arn.get().owner())).chain(head -> policies.resolve(arn.get(), head));
    }

    @Override
    public Uni<RepublishResponse> republish(RepublishRequest request) {
        return Uni.createFrom()
                .deferred(() ->
                        republishing(request.getNewEpoch(), owners(request.getAccountsList())))
                .map(done ->
                        RepublishResponse.newBuilder()
                                .setAccounts(done.owners())
                                .setFacts(done.facts())
                                .build());
    }

    @Override
    public Uni<CountPoliciesResponse> countPolicies(CountPoliciesRequest request) {
        return Uni.createFrom()
                .deferred(() -> PolicyCounts.of(pool, account(request.getAccount())));
    }

    private Uni<Republishing.Done> republishing(boolean newEpoch, List<PolicyOwner> owners) {
        if (!newEpoch) {
            return republishing.republish(owners);
        }
        return owners.isEmpty()
                ? republishing.republishInNewEpoch()
                : Uni.createFrom()
                        .failure(
                                Status.INVALID_ARGUMENT
                                        .withDescription("a new epoch is one of all accounts")
                                        .asRuntimeException());
    }

    private Uni<PoliciesOfResponse> policiesOf(
            AccountId account, String principalId, Revision head) {
        return principals
                .allAttachedTo(account, principalId)
                .chain(attached ->
                        principals
                                .allInlineNames(account, principalId)
                                .map(inline ->
                                        PoliciesOfResponse.newBuilder()
                                                .addAllAttachedPolicyArns(
                                                        attached.stream()
                                                                .map(row -> row.policyArn)
                                                                .toList())
                                                .addAllInlinePolicyNames(inline)
                                                .setRevision(head.token())
                                                .build()));
    }

    private Uni<Revision> headsOf(Collection<PolicyOwner> owners) {
        return Heads.of(pool, LogName.POLICY, owners);
    }

    private static List<PolicyOwner> owners(List<String> texts) {
        try {
            return texts.stream().map(PolicyOwner::parse).toList();
        } catch (IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    private static AccountId account(String text) {
        try {
            return new AccountId(text);
        } catch (IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    private static StatusRuntimeException invalid(IllegalArgumentException e) {
        return Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException();
    }
}
