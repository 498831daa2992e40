package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.eventstore.ViewWrite;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.DefaultVersionSet;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyDeleted;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyTagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyUntagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionDeleted;
import io.gatehouse.policyservice.value.TagsJson;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Events of managed policies to rows of {@code managed_policy} and its versions. */
final class ManagedPolicyView {

    private static final String WRITE =
            """
            insert into managed_policy
                (id, owner, name, name_key, path, arn, description, default_version, tags, created,
                 updated)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (id) do update set
                default_version = excluded.default_version, tags = excluded.tags,
                updated = excluded.updated
            """;

    private static final String ADD_VERSION =
            """
            insert into managed_policy_version (policy_id, number, document, created)
            values ($1, $2, $3, $4)
            """;

    private static final String DELETE_VERSION =
            "delete from managed_policy_version where policy_id = $1 and number = $2";

    // Its versions go with it.
    private static final String DELETE = "delete from managed_policy where id = $1";

    private ManagedPolicyView() {}

    /** The policy's row first, which versions refer to. */
    static List<ViewWrite> writes(List<ManagedPolicyEvent> events, ManagedPolicy after) {
        return switch (after) {
            case ManagedPolicy.Deleted(var id, var _) ->
                    List.of(write(DELETE, Tuple.of(id.text())));
            case ManagedPolicy.Active active -> {
                List<ViewWrite> writes = new ArrayList<>();
                writes.add(write(WRITE, row(active)));
                events.forEach(event -> writes.addAll(versions(event, active.id().text())));
                yield writes;
            }
            case ManagedPolicy.Absent _ -> List.of();
        };
    }

    private static List<ViewWrite> versions(ManagedPolicyEvent event, String id) {
        return switch (event) {
            case PolicyCreated created -> List.of(write(ADD_VERSION, row(id, created.first())));
            case VersionCreated(var version) -> List.of(write(ADD_VERSION, row(id, version)));
            case VersionDeleted(var version) ->
                    List.of(write(DELETE_VERSION, Tuple.of(id, version.number())));
            case DefaultVersionSet _, PolicyTagged _, PolicyUntagged _, PolicyDeleted _ ->
                    List.of();
        };
    }

    private static ViewWrite write(String sql, Tuple values) {
        return client -> client.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    private static Tuple row(ManagedPolicy.Active policy) {
        return Tuple.from(
                new Object[] {
                    policy.id().text(),
                    policy.arn().owner().text(),
                    policy.arn().name().text(),
                    policy.arn().name().key(),
                    policy.arn().path().text(),
                    policy.arn().toString(),
                    policy.description(),
                    policy.versions().defaultNumber().number(),
                    TagsJson.write(policy.tags()),
                    time(policy.created()),
                    time(policy.updated())
                });
    }

    private static Tuple row(String id, PolicyVersion version) {
        return Tuple.of(
                id, version.number().number(), version.document().json(), time(version.created()));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
