package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.LogPosition;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policyservice.log.Requests;
import io.gatehouse.policyservice.log.Requests.Done;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.DeleteInlinePolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.PutInlinePolicy;
import io.gatehouse.policyservice.request.Documents;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.gatehouse.policyservice.value.Refusals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/** Put, Get, List and Delete of inline policies, the same for users, groups and roles. */
@ApplicationScoped
class InlinePolicies {

    private final PrincipalAccess access;
    private final PrincipalPoliciesRows rows;
    private final PrincipalPoliciesWrites writes;

    InlinePolicies(
            PrincipalAccess access, PrincipalPoliciesRows rows, PrincipalPoliciesWrites writes) {
        this.access = access;
        this.rows = rows;
        this.writes = writes;
    }

    /** An inline policy as it is answered. */
    record Inline(String principal, String name, String document) {}

    Uni<LogPosition> put(
            Call call, PrincipalKind kind, String principal, String name, String document) {
        PolicyName policy = new PolicyName(name);
        return access.toChange(
                        call, "Put" + kind.title() + "Policy", kind, principal, ContextKeys.none())
                .chain(admitted -> {
                    PolicyText checked = Documents.checked(document, PolicyKind.IDENTITY);
                    return writes.change(
                            call.account(),
                            admitted.subject(),
                            Requests.asked(call, admitted.permit(), admitted.seen()),
                            new PutInlinePolicy(policy, checked));
                })
                .map(result -> Done.of(result).position());
    }

    Uni<Inline> read(Call call, PrincipalKind kind, String principal, String name) {
        return access.toRead(call, "Get" + kind.title() + "Policy", kind, principal)
                .chain(admitted ->
                        Panache.withSession(() ->
                                        rows.inline(
                                                admitted.principal().id(), new PolicyName(name)))
                                .map(found ->
                                        found.orElseThrow(() ->
                                                new RefusedException(
                                                        Refusals.noSuchInlinePolicy(kind, name))))
                                .map(row ->
                                        new Inline(
                                                admitted.principal().name(),
                                                row.name,
                                                row.document)));
    }

    Uni<Page<String>> list(Call call, PrincipalKind kind, String principal, PageRequest page) {
        return access.toRead(call, "List" + kind.title() + "Policies", kind, principal)
                .chain(admitted ->
                        Panache.withSession(
                                () -> rows.inlineNames(admitted.principal().id(), page)));
    }

    Uni<LogPosition> delete(Call call, PrincipalKind kind, String principal, String name) {
        return access.toChange(
                        call,
                        "Delete" + kind.title() + "Policy",
                        kind,
                        principal,
                        ContextKeys.none())
                .chain(admitted ->
                        writes.change(
                                call.account(),
                                admitted.subject(),
                                Requests.asked(call, admitted.permit(), admitted.seen()),
                                new DeleteInlinePolicy(new PolicyName(name))))
                .map(result -> Done.of(result).position());
    }
}
