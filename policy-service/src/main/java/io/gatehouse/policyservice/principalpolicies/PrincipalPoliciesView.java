package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.eventstore.ViewWrite;
import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyAdded;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyDeleted;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyRewritten;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PolicyAttached;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PolicyDetached;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PrincipalEnded;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;

/** Events of principals' policies to rows of {@code inline_policy} and {@code attached_policy}. */
final class PrincipalPoliciesView {

    private static final String PUT_INLINE =
            """
            insert into inline_policy (principal_id, name, account, document)
            values ($1, $2, $3, $4)
            on conflict (principal_id, name) do update set document = excluded.document
            """;

    private static final String DELETE_INLINE =
            "delete from inline_policy where principal_id = $1 and name = $2";

    private static final String ATTACH =
            """
            insert into attached_policy
                (principal_id, policy_id, account, principal_kind, policy_arn, policy_name,
                 policy_path)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String DETACH =
            "delete from attached_policy where principal_id = $1 and policy_id = $2";

    private static final String DETACH_ALL = "delete from attached_policy where principal_id = $1";

    private static final String DELETE_ALL_INLINE =
            "delete from inline_policy where principal_id = $1";

    private PrincipalPoliciesView() {}

    static List<ViewWrite> writes(
            AccountId account, Subject subject, List<PrincipalPoliciesEvent> events) {
        return events.stream().flatMap(event -> writes(account, subject, event).stream()).toList();
    }

    private static List<ViewWrite> writes(
            AccountId account, Subject subject, PrincipalPoliciesEvent event) {
        String id = subject.id().text();
        return switch (event) {
            case InlinePolicyAdded(var name, var document) -> put(account, id, name, document);
            case InlinePolicyRewritten(var name, var document) -> put(account, id, name, document);
            case InlinePolicyDeleted(var name) ->
                    List.of(write(DELETE_INLINE, Tuple.of(id, name.text())));
            case PolicyAttached(var policy) ->
                    List.of(
                            write(
                                    ATTACH,
                                    Tuple.from(
                                            new Object[] {
                                                id,
                                                policy.id().text(),
                                                account.digits(),
                                                subject.kind().wire(),
                                                policy.arn().toString(),
                                                policy.arn().name().text(),
                                                policy.arn().path().text()
                                            })));
            case PolicyDetached(var policy) ->
                    List.of(write(DETACH, Tuple.of(id, policy.id().text())));
            case PrincipalEnded _ ->
                    List.of(
                            write(DETACH_ALL, Tuple.of(id)),
                            write(DELETE_ALL_INLINE, Tuple.of(id)));
        };
    }

    private static List<ViewWrite> put(
            AccountId account, String principal, PolicyName name, PolicyText document) {
        return List.of(
                write(
                        PUT_INLINE,
                        Tuple.of(principal, name.text(), account.digits(), document.json())));
    }

    private static ViewWrite write(String sql, Tuple values) {
        return client -> client.preparedQuery(sql).execute(values).replaceWithVoid();
    }
}
