package io.gatehouse.identity.group;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.GroupFact;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.view.UsedIds;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Optional;

/** Groups, as the way of every write has to know them. */
public final class GroupKind implements EntityKind<GroupCommand, Group, GroupEvent> {

    public static final GroupKind GROUPS = new GroupKind();

    private final GroupEventCodec codec = new GroupEventCodec();

    private GroupKind() {}

    @Override
    public String name() {
        return "group";
    }

    @Override
    public Group absent() {
        return Group.ABSENT;
    }

    @Override
    public Decision<GroupEvent> decide(Group state, GroupCommand command, Quotas quotas) {
        return GroupDecider.decide(state, command, quotas);
    }

    @Override
    public Group evolve(Group state, GroupEvent event) {
        return Group.evolve(state, event);
    }

    @Override
    public EventCodec<GroupEvent> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(SqlClient sql, AccountId account, List<GroupEvent> events, Group after) {
        Uni<Void> row = GroupView.write(sql, account, after);
        for (GroupEvent event : events) {
            if (event instanceof GroupEvent.GroupCreated created) {
                row = row.chain(() -> UsedIds.add(sql, created.id()));
            }
        }
        return row;
    }

    @Override
    public Optional<Fact.Builder> fact(Group after) {
        return switch (after) {
            case Group.Absent _ -> Optional.empty();
            case Group.Active(var id, var name, var path, var _) ->
                    Optional.of(Fact.newBuilder().setGroup(body(id, name, path)));
            case Group.Deleted(var id, var name, var path) ->
                    Optional.of(Fact.newBuilder().setDeleted(true).setGroup(body(id, name, path)));
        };
    }

    static Fact.Builder fact(GroupRow row) {
        return Fact.newBuilder().setGroup(body(row.id(), row.name(), row.path()));
    }

    private static GroupFact body(UniqueId id, EntityName name, EntityPath path) {
        return GroupFact.newBuilder()
                .setId(id.text())
                .setName(name.text())
                .setPath(path.text())
                .build();
    }
}
