package io.gatehouse.identity.session;

import io.gatehouse.eventstore.Heads;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.identity.role.RoleView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.model.session.SessionTags;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.Optional;

/**
 * Finds the role that a session is asked of, in whatever account, and asks whether it trusts the
 * caller. A role that does not exist is refused as one that does not trust is (SEMANTICS 8).
 */
@ApplicationScoped
public class TrustingRoles {

    static final ActionName ASSUME_ROLE = new ActionName("sts", "AssumeRole");

    private final Pool database;
    private final Gate gate;

    TrustingRoles(Pool database, Gate gate) {
        this.database = database;
        this.gate = gate;
    }

    /**
     * The role, which trusts the caller; fails with AccessDenied otherwise.
     *
     * @param keys that the request adds; tags of the role are added here
     * @param inherited transitive tags, which stand above the tags of the role
     */
    Uni<RoleRow> require(Call call, Arn roleArn, ContextKeys keys, SessionTags inherited) {
        AccountId account = new AccountId(roleArn.account());
        return find(account, roleArn)
                .chain(found ->
                        gate.require(
                                        call.after(found.head()),
                                        ASSUME_ROLE,
                                        roleArn,
                                        withTags(keys, found.role(), inherited))
                                .map(_ -> found.role().orElseThrow(TrustingRoles::absent)));
    }

    /**
     * A role, if it is there, and how far its account's log was after it had been read: who is
     * asked at that head or later decides about this role or about what it has become, never about
     * one of the same name before it.
     */
    public record Found(Optional<RoleRow> role, Revision head) {}

    /** The role of exactly that ARN, path included. */
    public Uni<Found> find(AccountId account, Arn roleArn) {
        String name = roleArn.resource().substring(roleArn.resource().lastIndexOf('/') + 1);
        // One connection, which keeps the order of what is sent.
        return database.withConnection(sql ->
                Uni.combine()
                        .all()
                        .unis(
                                RoleView.byName(sql, account, new EntityName(name)),
                                Heads.of(sql, LogName.IDENTITY, List.of(account)))
                        .with((role, head) ->
                                new Found(role.filter(row -> row.arn().equals(roleArn)), head)));
    }

    private static ContextKeys withTags(
            ContextKeys keys, Optional<RoleRow> row, SessionTags inherited) {
        return row.map(role -> keys.withResourceTags(inherited.over(Form.tagMap(role.tags()))))
                .orElse(keys);
    }

    /** Only where authz-service allowed it, which it never does for a role that is not there. */
    private static RefusedException absent() {
        return RefusedException.of(ErrorCode.ACCESS_DENIED, "Access denied");
    }
}
