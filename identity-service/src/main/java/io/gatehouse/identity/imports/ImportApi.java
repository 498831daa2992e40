package io.gatehouse.identity.imports;

import io.gatehouse.identity.imports.ImportResult.Results;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.kit.api.ApiRouteSet;
import io.gatehouse.kit.api.ApiRoutes;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code POST /api/import/principals}: each entity by ordinary commands, in a transaction of its
 * own, so that a crash in the middle is resumed by the next run. Into the caller's own account for
 * whom {@code gatehouse:Import} is permitted; into others for the first account's root alone.
 */
@ApplicationScoped
public class ImportApi implements ApiRouteSet {

    private final GroupImport groups;
    private final UserImport users;
    private final RoleImport roles;
    private final ImportTargets targets;

    ImportApi(GroupImport groups, UserImport users, RoleImport roles, ImportTargets targets) {
        this.groups = groups;
        this.users = users;
        this.roles = roles;
        this.targets = targets;
    }

    @Override
    public void registerOn(ApiRoutes routes) {
        routes.post("/api/import/principals", PrincipalImport.class, this::run);
    }

    private Uni<Results> run(PrincipalImport request, Call call) {
        if (!AccountId.isValid(request.account())) {
            throw Entries.invalid(
                    "an account id is twelve digits, not `" + request.account() + "`");
        }
        AccountId account = new AccountId(request.account());
        return targets.require(call, account)
                .chain(origin ->
                        targets.prepare(
                                        origin,
                                        account,
                                        Boolean.TRUE.equals(request.createAccount()))
                                .chain(made ->
                                        inOrder(steps(origin, account, request))
                                                .map(all -> results(made, all))));
    }

    private List<Supplier<Uni<ImportResult>>> steps(
            Origin origin, AccountId account, PrincipalImport request) {
        List<Supplier<Uni<ImportResult>>> steps = new ArrayList<>();
        switch (request.phase()) {
            case "principals" -> {
                each(request.groups())
                        .forEach(g ->
                                steps.add(() ->
                                        step(
                                                "group",
                                                g.name(),
                                                () -> groups.run(origin, account, g))));
                each(request.users())
                        .forEach(u ->
                                steps.add(() ->
                                        step(
                                                "user",
                                                u.name(),
                                                () -> users.run(origin, account, u))));
                each(request.roles())
                        .forEach(r ->
                                steps.add(() ->
                                        step(
                                                "role",
                                                r.name(),
                                                () -> roles.run(origin, account, r))));
            }
            case "boundaries" -> {
                each(request.users())
                        .forEach(u ->
                                steps.add(() ->
                                        step(
                                                "user",
                                                u.name(),
                                                () -> users.bound(origin, account, u))));
                each(request.roles())
                        .forEach(r ->
                                steps.add(() ->
                                        step(
                                                "role",
                                                r.name(),
                                                () -> roles.bound(origin, account, r))));
            }
            case "trust" ->
                    each(request.roles())
                            .forEach(r ->
                                    steps.add(() ->
                                            step(
                                                    "role",
                                                    r.name(),
                                                    () -> roles.trust(origin, account, r))));
            default ->
                    throw Entries.invalid(
                            "a phase is `principals`, `boundaries` or `trust`, not `%s`"
                                    .formatted(request.phase()));
        }
        return steps;
    }

    /** What is wrong with one entity is its result, and the others go on. */
    private static Uni<ImportResult> step(
            String kind, String name, Supplier<Uni<ImportResult>> entity) {
        return Uni.createFrom()
                .deferred(entity::get)
                .onFailure(ImportApi::concernsOne)
                .recoverWithItem(failure -> Entry.refused(kind, name, failure));
    }

    private static boolean concernsOne(Throwable failure) {
        return failure instanceof RefusedException refused
                && refused.refusal().code() != ErrorCode.SERVICE_UNAVAILABLE;
    }

    private static Uni<List<ImportResult>> inOrder(List<Supplier<Uni<ImportResult>>> steps) {
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(Supplier::get)
                .collect()
                .asList();
    }

    private static Results results(Optional<ImportResult> account, List<ImportResult> entities) {
        List<ImportResult> all = new ArrayList<>();
        account.ifPresent(all::add);
        all.addAll(entities);
        return new Results(all);
    }

    private static <T> List<T> each(@Nullable List<T> entries) {
        return entries == null ? List.of() : entries;
    }
}
