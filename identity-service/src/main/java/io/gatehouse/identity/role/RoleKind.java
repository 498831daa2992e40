package io.gatehouse.identity.role;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.RoleFact;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.view.TagFacts;
import io.gatehouse.identity.view.UsedIds;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Optional;

/** Roles, as the way of every write has to know them. */
public final class RoleKind implements EntityKind<RoleCommand, Role, RoleEvent> {

    public static final RoleKind ROLES = new RoleKind();

    private final RoleEventCodec codec = new RoleEventCodec();

    private RoleKind() {}

    @Override
    public String name() {
        return "role";
    }

    @Override
    public Role absent() {
        return Role.ABSENT;
    }

    @Override
    public Decision<RoleEvent> decide(Role state, RoleCommand command, Quotas quotas) {
        return RoleDecider.decide(state, command, quotas);
    }

    @Override
    public Role evolve(Role state, RoleEvent event) {
        return Role.evolve(state, event);
    }

    @Override
    public EventCodec<RoleEvent> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(SqlClient sql, AccountId account, List<RoleEvent> events, Role after) {
        Uni<Void> row = RoleView.write(sql, account, after);
        for (RoleEvent event : events) {
            if (event instanceof RoleEvent.RoleCreated created) {
                row = row.chain(() -> UsedIds.add(sql, created.id()));
            }
        }
        return row;
    }

    @Override
    public Optional<Fact.Builder> fact(Role after) {
        return switch (after) {
            case Role.Absent _ -> Optional.empty();
            case Role.Active role -> Optional.of(active(role));
            case Role.Deleted(var id, var name, var path) ->
                    Optional.of(
                            Fact.newBuilder()
                                    .setDeleted(true)
                                    .setRole(
                                            RoleFact.newBuilder()
                                                    .setId(id.text())
                                                    .setName(name.text())
                                                    .setPath(path.text())));
        };
    }

    static Fact.Builder active(Role.Active role) {
        return Fact.newBuilder()
                .setRole(
                        RoleFact.newBuilder()
                                .setId(role.id().text())
                                .setName(role.name().text())
                                .setPath(role.path().text())
                                .setTrustPolicy(role.trust().document())
                                .addAllTags(TagFacts.of(role.tags()))
                                .setBoundaryArn(role.boundary().map(Arn::toString).orElse(""))
                                .setMaxSessionSeconds((int) role.maxSession().toSeconds())
                                .setServiceLinked(role.serviceLinked()));
    }
}
