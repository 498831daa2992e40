package io.gatehouse.identity.question;

import io.gatehouse.identity.group.GroupRow;
import io.gatehouse.identity.group.GroupView;
import io.gatehouse.identity.instanceprofile.InstanceProfileRow;
import io.gatehouse.identity.instanceprofile.InstanceProfileView;
import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.identity.role.RoleUses;
import io.gatehouse.identity.role.RoleView;
import io.gatehouse.identity.role.TrustPolicies;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.internal.v1.DescribePrincipalsRequest;
import io.gatehouse.internal.v1.DescribePrincipalsResponse;
import io.gatehouse.internal.v1.InstanceProfileDetail;
import io.gatehouse.internal.v1.PrincipalDetail;
import io.gatehouse.internal.v1.PrincipalKind;
import io.gatehouse.internal.v1.TagDetail;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.grpc.Status;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Principals with all that GetAccountAuthorizationDetails tells of them, a page at a time. */
@ApplicationScoped
class DescribedPrincipals {

    private static final String LIST = "DescribePrincipals";
    private static final String ANY_PATH = "/";
    private static final int GROUPS_OF_A_USER = 1000;
    private static final int PROFILES_OF_A_ROLE = 1000;

    private final Pool database;
    private final TrustPolicies trust;
    private final RoleUses uses;

    DescribedPrincipals(Pool database, TrustPolicies trust, RoleUses uses) {
        this.database = database;
        this.trust = trust;
        this.uses = uses;
    }

    Uni<DescribePrincipalsResponse> answer(DescribePrincipalsRequest request) {
        AccountId account = new AccountId(request.getAccount());
        PageRequest page = new PageRequest(LIST, request.getAfter(), request.getLimit());
        PrincipalKind kind = request.getKind();
        return switch (kind) {
            case USER_PRINCIPAL ->
                    UserView.list(database, account, ANY_PATH, page)
                            .chain(users ->
                                    each(users.rows(), this::user)
                                            .map(details -> answer(users, details)));
            case GROUP_PRINCIPAL ->
                    GroupView.list(database, account, ANY_PATH, page)
                            .map(groups ->
                                    answer(
                                            groups,
                                            groups.rows().stream()
                                                    .map(DescribedPrincipals::group)
                                                    .toList()));
            case ROLE_PRINCIPAL ->
                    RoleView.list(database, account, ANY_PATH, page)
                            .chain(roles ->
                                    roles(roles.rows()).map(details -> answer(roles, details)));
            case PRINCIPAL_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    Uni.createFrom()
                            .failure(
                                    Status.INVALID_ARGUMENT
                                            .withDescription("no such kind: " + kind)
                                            .asRuntimeException());
        };
    }

    private Uni<PrincipalDetail> user(UserRow row) {
        return GroupView.ofUser(database, row.id(), new PageRequest(LIST, "", GROUPS_OF_A_USER))
                .map(groups ->
                        PrincipalDetail.newBuilder()
                                .setId(row.id().text())
                                .setName(row.name().text())
                                .setNameKey(row.name().key())
                                .setPath(row.path().text())
                                .setCreatedAt(row.created().toEpochMilli())
                                .addAllTags(tags(row.tags()))
                                .setBoundaryArn(row.boundary().map(Arn::toString).orElse(""))
                                .addAllGroupNames(
                                        groups.rows().stream()
                                                .map(group -> group.name().text())
                                                .toList())
                                .build());
    }

    private static PrincipalDetail group(GroupRow row) {
        return PrincipalDetail.newBuilder()
                .setId(row.id().text())
                .setName(row.name().text())
                .setNameKey(row.name().key())
                .setPath(row.path().text())
                .setCreatedAt(row.created().toEpochMilli())
                .build();
    }

    private Uni<List<PrincipalDetail>> roles(List<RoleRow> rows) {
        return trust.shown(rows.stream().map(RoleRow::trust).toList())
                .chain(shown ->
                        uses.of(rows.stream().map(RoleRow::id).toList())
                                .chain(used -> each(shownRoles(rows, shown, used), this::role)));
    }

    private record ShownRole(RoleRow row, String trustPolicy, Optional<RoleUses.Use> use) {}

    private static List<ShownRole> shownRoles(
            List<RoleRow> rows, List<String> trustPolicies, Map<UniqueId, RoleUses.Use> used) {
        List<ShownRole> shown = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            RoleRow row = rows.get(i);
            shown.add(
                    new ShownRole(
                            row, trustPolicies.get(i), Optional.ofNullable(used.get(row.id()))));
        }
        return shown;
    }

    private Uni<PrincipalDetail> role(ShownRole role) {
        PageRequest all = new PageRequest(LIST, "", PROFILES_OF_A_ROLE);
        return InstanceProfileView.ofRole(database, role.row().id(), all)
                .map(profiles -> role(role, profiles.rows()));
    }

    private static PrincipalDetail role(ShownRole role, List<InstanceProfileRow> profiles) {
        RoleRow row = role.row();
        return PrincipalDetail.newBuilder()
                .setId(row.id().text())
                .setName(row.name().text())
                .setNameKey(row.name().key())
                .setPath(row.path().text())
                .setCreatedAt(row.created().toEpochMilli())
                .addAllTags(tags(row.tags()))
                .setBoundaryArn(row.boundary().map(Arn::toString).orElse(""))
                .setTrustPolicy(role.trustPolicy())
                .setDescription(row.description())
                .setMaxSessionSeconds(Math.toIntExact(row.maxSession().toSeconds()))
                .addAllInstanceProfiles(
                        profiles.stream().map(DescribedPrincipals::profile).toList())
                .setLastUsedAt(role.use().map(use -> use.at().toEpochMilli()).orElse(0L))
                .setLastUsedRegion(role.use().map(RoleUses.Use::region).orElse(""))
                .build();
    }

    private static InstanceProfileDetail profile(InstanceProfileRow row) {
        return InstanceProfileDetail.newBuilder()
                .setId(row.id().text())
                .setName(row.name().text())
                .setPath(row.path().text())
                .setCreatedAt(row.created().toEpochMilli())
                .build();
    }

    private static List<TagDetail> tags(Tags tags) {
        return tags.all().stream()
                .map(tag -> TagDetail.newBuilder().setKey(tag.key()).setValue(tag.value()).build())
                .toList();
    }

    private static <R> Uni<List<PrincipalDetail>> each(
            List<R> rows, Function<R, Uni<PrincipalDetail>> detail) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(detail::apply)
                .collect()
                .asList();
    }

    private static DescribePrincipalsResponse answer(Page<?> page, List<PrincipalDetail> details) {
        return DescribePrincipalsResponse.newBuilder()
                .addAllPrincipals(details)
                .setTruncated(page.marker().isPresent())
                .build();
    }
}
