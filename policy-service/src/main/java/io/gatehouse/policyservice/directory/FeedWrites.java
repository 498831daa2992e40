package io.gatehouse.policyservice.directory;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.GroupFact;
import io.gatehouse.contracts.facts.v1.Head;
import io.gatehouse.contracts.facts.v1.RoleFact;
import io.gatehouse.contracts.facts.v1.Tag;
import io.gatehouse.contracts.facts.v1.UserFact;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.gatehouse.policyservice.value.TagsJson;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Facts of identity-service to statements over {@code principal} and {@code identity_checkpoint}.
 * Each statement may be run again: what is older than the row it meets changes nothing.
 */
final class FeedWrites {

    private static final String UPSERT =
            """
            insert into principal
                (id, account, kind, name, name_key, path, boundary_arn, tags, group_ids, epoch,
                 number, republication)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (id) do update set
                account = excluded.account, kind = excluded.kind, name = excluded.name,
                name_key = excluded.name_key, path = excluded.path,
                boundary_arn = excluded.boundary_arn, tags = excluded.tags,
                group_ids = excluded.group_ids, epoch = excluded.epoch, number = excluded.number,
                republication = excluded.republication
            where principal.epoch <> excluded.epoch or principal.number <= excluded.number
            """;

    private static final String DELETE =
            "delete from principal where id = $1 and (epoch <> $2 or number <= $3)";

    private static final String ACCOUNT =
            """
            insert into known_account (account, is_first, quotas, epoch, number)
            values ($1, $2, $3, $4, $5)
            on conflict (account) do update set
                is_first = excluded.is_first, quotas = excluded.quotas, epoch = excluded.epoch, number = excluded.number
            where known_account.epoch <> excluded.epoch
                or known_account.number <= excluded.number
            """;

    private static final String REACH =
            """
            insert into identity_checkpoint (account, epoch, number) values ($1, $2, $3)
            on conflict (account) do update set epoch = excluded.epoch, number = excluded.number
            where identity_checkpoint.epoch <> excluded.epoch
                or identity_checkpoint.number < excluded.number
            """;

    // What another epoch, or a republication that came since, does not confirm is no more.
    private static final String SWEEP =
            """
            delete from principal
            where account = $1 and (epoch <> $2 or (number <= $3 and republication <> $4))
            """;

    private FeedWrites() {}

    /** A statement and its values. */
    record Write(String sql, Tuple values) {}

    /**
     * What a fact changes; nothing for facts of policy-service's own kinds.
     *
     * @param sweeps whether a head has to look for rows that nothing confirms
     */
    static List<Write> of(Fact fact, boolean sweeps) {
        return switch (fact.getBodyCase()) {
            case USER -> List.of(user(fact, fact.getUser()));
            case GROUP -> List.of(group(fact, fact.getGroup()));
            case ROLE -> List.of(role(fact, fact.getRole()));
            case HEAD -> head(fact, fact.getHead(), sweeps);
            case ACCOUNT_FACT -> List.of(account(fact));
            case MANAGED_POLICY, PRINCIPAL_POLICIES, RESOURCE_POLICY, GUARDRAILS, BODY_NOT_SET ->
                    List.of();
        };
    }

    private static Write user(Fact fact, UserFact user) {
        return fact.getDeleted()
                ? delete(fact, user.getId())
                : upsert(
                        fact,
                        PrincipalKind.USER,
                        user.getId(),
                        user.getName(),
                        user.getPath(),
                        user.getBoundaryArn(),
                        user.getTagsList(),
                        user.getGroupIdsList());
    }

    private static Write group(Fact fact, GroupFact group) {
        return fact.getDeleted()
                ? delete(fact, group.getId())
                : upsert(
                        fact,
                        PrincipalKind.GROUP,
                        group.getId(),
                        group.getName(),
                        group.getPath(),
                        "",
                        List.of(),
                        List.of());
    }

    private static Write role(Fact fact, RoleFact role) {
        return fact.getDeleted()
                ? delete(fact, role.getId())
                : upsert(
                        fact,
                        PrincipalKind.ROLE,
                        role.getId(),
                        role.getName(),
                        role.getPath(),
                        role.getBoundaryArn(),
                        role.getTagsList(),
                        List.of());
    }

    private static Write upsert(
            Fact fact,
            PrincipalKind kind,
            String id,
            String name,
            String path,
            String boundary,
            List<Tag> tags,
            List<String> groupIds) {
        Map<String, String> byKey = new LinkedHashMap<>();
        tags.forEach(tag -> byKey.put(tag.getKey(), tag.getValue()));
        return new Write(
                UPSERT,
                Tuple.from(
                        new Object[] {
                            id,
                            fact.getAccount(),
                            kind.wire(),
                            name,
                            name.toLowerCase(Locale.ROOT),
                            path,
                            boundary,
                            TagsJson.write(byKey),
                            new JsonArray(groupIds).encode(),
                            fact.getEpoch(),
                            fact.getNumber(),
                            fact.getRepublication()
                        }));
    }

    private static Write account(Fact fact) {
        return new Write(
                ACCOUNT,
                Tuple.of(
                        fact.getAccount(),
                        fact.getAccountFact().getFirstAccount(),
                        AccountQuotas.write(fact.getAccountFact().getQuotasMap()),
                        fact.getEpoch(),
                        fact.getNumber()));
    }

    private static Write delete(Fact fact, String id) {
        return new Write(DELETE, Tuple.of(id, fact.getEpoch(), fact.getNumber()));
    }

    private static List<Write> head(Fact fact, Head head, boolean sweeps) {
        Write reach =
                new Write(REACH, Tuple.of(fact.getAccount(), fact.getEpoch(), fact.getNumber()));
        return sweeps ? List.of(sweep(fact, head), reach) : List.of(reach);
    }

    private static Write sweep(Fact fact, Head head) {
        return new Write(
                SWEEP,
                Tuple.of(
                        fact.getAccount(),
                        fact.getEpoch(),
                        head.getBaseRepublication().isEmpty() ? -1 : head.getBaseNumber(),
                        head.getBaseRepublication()));
    }
}
