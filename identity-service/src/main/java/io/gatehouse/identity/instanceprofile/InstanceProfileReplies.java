package io.gatehouse.identity.instanceprofile;

import io.gatehouse.identity.role.RoleReplies;
import io.gatehouse.identity.role.RoleView;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.Role;

import java.util.List;

/** Instance profiles in AWS's answers, with the role that each carries. */
@ApplicationScoped
class InstanceProfileReplies {

    private final Pool database;
    private final RoleReplies roles;

    InstanceProfileReplies(Pool database, RoleReplies roles) {
        this.database = database;
        this.roles = roles;
    }

    /** With tags. */
    Uni<software.amazon.awssdk.services.iam.model.InstanceProfile> of(InstanceProfileRow row) {
        return listed(row.account(), List.of(row))
                .map(found -> found.getFirst().toBuilder().tags(Reply.ownTags(row.tags())).build());
    }

    /** Without tags, as AWS lists. */
    Uni<List<software.amazon.awssdk.services.iam.model.InstanceProfile>> listed(
            AccountId account, List<InstanceProfileRow> rows) {
        List<UniqueId> ids = rows.stream().flatMap(row -> row.role().stream()).distinct().toList();
        return RoleView.byIds(database, account, ids)
                .chain(found ->
                        roles.listed(found)
                                .map(shown ->
                                        rows.stream().map(row -> answer(row, shown)).toList()));
    }

    private static software.amazon.awssdk.services.iam.model.InstanceProfile answer(
            InstanceProfileRow row, List<Role> roles) {
        return software.amazon.awssdk.services.iam.model.InstanceProfile.builder()
                .path(row.path().text())
                .instanceProfileName(row.name().text())
                .instanceProfileId(row.id().text())
                .arn(row.arn().toString())
                .createDate(Reply.date(row.created()))
                .roles(
                        roles.stream()
                                .filter(role ->
                                        row.role()
                                                .filter(id -> id.text().equals(role.roleId()))
                                                .isPresent())
                                .toList())
                .build();
    }
}
