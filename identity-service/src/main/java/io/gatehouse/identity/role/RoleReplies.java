package io.gatehouse.identity.role;

import io.gatehouse.identity.wire.Reply;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.Role;

import java.util.List;
import java.util.stream.IntStream;

/** Roles in AWS's answers, their trust policies with ARNs for ids. */
@ApplicationScoped
public class RoleReplies {

    private final TrustPolicies trusts;

    RoleReplies(TrustPolicies trusts) {
        this.trusts = trusts;
    }

    /** With tags and boundary. */
    Uni<Role> of(RoleRow row) {
        return trusts.shown(List.of(row.trust()))
                .map(shown ->
                        listed(row, shown.getFirst()).toBuilder()
                                .tags(Reply.ownTags(row.tags()))
                                .permissionsBoundary(Reply.boundary(row.boundary()))
                                .build());
    }

    /** Without tags and boundary, as AWS lists. */
    public Uni<List<Role>> listed(List<RoleRow> rows) {
        return trusts.shown(rows.stream().map(RoleRow::trust).toList())
                .map(shown ->
                        IntStream.range(0, rows.size())
                                .mapToObj(i -> listed(rows.get(i), shown.get(i)))
                                .toList());
    }

    private static Role listed(RoleRow row, String trust) {
        return Role.builder()
                .path(row.path().text())
                .roleName(row.name().text())
                .roleId(row.id().text())
                .arn(row.arn().toString())
                .createDate(Reply.date(row.created()))
                .assumeRolePolicyDocument(trust)
                .description(row.description().isEmpty() ? null : row.description())
                .maxSessionDuration((int) row.maxSession().toSeconds())
                .build();
    }
}
