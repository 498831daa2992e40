package io.gatehouse.identity.question;

import io.gatehouse.eventstore.Heads;
import io.gatehouse.identity.group.GroupRow;
import io.gatehouse.identity.group.GroupView;
import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.identity.role.RoleView;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.internal.v1.PrincipalKind;
import io.gatehouse.internal.v1.PrincipalQuestion;
import io.gatehouse.internal.v1.ResolvePrincipalsRequest;
import io.gatehouse.internal.v1.ResolvePrincipalsResponse;
import io.gatehouse.internal.v1.ResolvedPrincipal;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.Optional;

/** Who a name or id is, now. */
@ApplicationScoped
class ResolvedPrincipals {

    private static final ResolvedPrincipal NOBODY = ResolvedPrincipal.getDefaultInstance();

    private final Pool database;

    ResolvedPrincipals(Pool database) {
        this.database = database;
    }

    /** The head is read last: it includes all that was found. */
    Uni<ResolvePrincipalsResponse> answer(ResolvePrincipalsRequest request) {
        AccountId account = new AccountId(request.getAccount());
        return Multi.createFrom()
                .iterable(request.getQuestionsList())
                .onItem()
                .transformToUniAndConcatenate(question -> find(account, question))
                .collect()
                .asList()
                .chain(found ->
                        Heads.of(database, LogName.IDENTITY, List.of(account))
                                .map(Revision::token)
                                .map(head ->
                                        ResolvePrincipalsResponse.newBuilder()
                                                .addAllPrincipals(found)
                                                .setRevision(head)
                                                .build()));
    }

    private Uni<ResolvedPrincipal> find(AccountId account, PrincipalQuestion question) {
        return switch (question.getByCase()) {
            case NAME -> byName(account, question.getKind(), new EntityName(question.getName()));
            case ID -> byId(account, question.getKind(), new UniqueId(question.getId()));
            case BY_NOT_SET -> Uni.createFrom().item(NOBODY);
        };
    }

    private Uni<ResolvedPrincipal> byName(AccountId account, PrincipalKind kind, EntityName name) {
        return switch (kind) {
            case USER_PRINCIPAL ->
                    UserView.byName(database, account, name).map(ResolvedPrincipals::user);
            case GROUP_PRINCIPAL ->
                    GroupView.byName(database, account, name).map(ResolvedPrincipals::group);
            case ROLE_PRINCIPAL ->
                    RoleView.byName(database, account, name).map(ResolvedPrincipals::role);
            case PRINCIPAL_KIND_UNSPECIFIED, UNRECOGNIZED -> Uni.createFrom().item(NOBODY);
        };
    }

    private Uni<ResolvedPrincipal> byId(AccountId account, PrincipalKind kind, UniqueId id) {
        return switch (kind) {
            case USER_PRINCIPAL ->
                    UserView.byId(database, account, id).map(ResolvedPrincipals::user);
            case GROUP_PRINCIPAL ->
                    GroupView.byId(database, account, id).map(ResolvedPrincipals::group);
            case ROLE_PRINCIPAL ->
                    RoleView.byId(database, account, id).map(ResolvedPrincipals::role);
            case PRINCIPAL_KIND_UNSPECIFIED, UNRECOGNIZED -> Uni.createFrom().item(NOBODY);
        };
    }

    private static ResolvedPrincipal user(Optional<UserRow> found) {
        return found.map(row ->
                        ResolvedPrincipal.newBuilder()
                                .setExists(true)
                                .setKind(PrincipalKind.USER_PRINCIPAL)
                                .setId(row.id().text())
                                .setName(row.name().text())
                                .setPath(row.path().text())
                                .setBoundaryArn(row.boundary().map(Arn::toString).orElse(""))
                                .putAllTags(Form.tagMap(row.tags()))
                                .build())
                .orElse(NOBODY);
    }

    private static ResolvedPrincipal group(Optional<GroupRow> found) {
        return found.map(row ->
                        ResolvedPrincipal.newBuilder()
                                .setExists(true)
                                .setKind(PrincipalKind.GROUP_PRINCIPAL)
                                .setId(row.id().text())
                                .setName(row.name().text())
                                .setPath(row.path().text())
                                .build())
                .orElse(NOBODY);
    }

    private static ResolvedPrincipal role(Optional<RoleRow> found) {
        return found.map(row ->
                        ResolvedPrincipal.newBuilder()
                                .setExists(true)
                                .setKind(PrincipalKind.ROLE_PRINCIPAL)
                                .setId(row.id().text())
                                .setName(row.name().text())
                                .setPath(row.path().text())
                                .setBoundaryArn(row.boundary().map(Arn::toString).orElse(""))
                                .putAllTags(Form.tagMap(row.tags()))
                                .build())
                .orElse(NOBODY);
    }
}
