package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.internal.v1.ResolvePolicyResponse;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.value.PolicyArn;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/** What other services ask about one managed policy. */
@ApplicationScoped
public class ManagedPolicyQuestions {

    private final ManagedPolicyRows rows;

    ManagedPolicyQuestions(ManagedPolicyRows rows) {
        this.rows = rows;
    }

    /**
     * Whether the policy exists, with the document of its default version.
     *
     * @param head of the owner's log, read before
     */
    public Uni<ResolvePolicyResponse> resolve(PolicyArn arn, Revision head) {
        return Panache.withSession(() ->
                rows.byArn(arn)
                        .chain(found ->
                                found.map(row -> withDocument(row, head))
                                        .orElseGet(() ->
                                                Uni.createFrom()
                                                        .item(answer(head, false).build()))));
    }

    private Uni<ResolvePolicyResponse> withDocument(ManagedPolicyRow row, Revision head) {
        return rows.version(row.id, row.defaultNumber())
                .map(version ->
                        answer(head, true)
                                .setId(row.id)
                                .setDefaultVersionId(row.defaultNumber().text())
                                .setDocument(version.orElseThrow().document)
                                .build());
    }

    private static ResolvePolicyResponse.Builder answer(Revision head, boolean exists) {
        return ResolvePolicyResponse.newBuilder().setExists(exists).setRevision(head.token());
    }
}
