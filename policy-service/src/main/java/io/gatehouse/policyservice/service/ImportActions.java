package io.gatehouse.policyservice.service;

import io.gatehouse.kit.api.ApiRouteSet;
import io.gatehouse.kit.api.ApiRoutes;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.importing.ImportResult;
import io.gatehouse.policyservice.importing.PoliciesToImport;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyImport;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesImport;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.List;

/** {@code POST /api/import/policies}: managed policies, then inline ones, then attachments. */
@ApplicationScoped
class ImportActions implements ApiRouteSet {

    private final ImportAccess access;
    private final ManagedPolicyImport managed;
    private final PrincipalPoliciesImport principals;

    ImportActions(
            ImportAccess access, ManagedPolicyImport managed, PrincipalPoliciesImport principals) {
        this.access = access;
        this.managed = managed;
        this.principals = principals;
    }

    @Override
    public void registerOn(ApiRoutes routes) {
        routes.post("/api/import/policies", PoliciesToImport.class, this::take);
    }

    private Uni<ImportResult.All> take(PoliciesToImport body, Call call) {
        PolicyOwner owner = owner(body.account());
        List<ImportResult> results = new ArrayList<>();
        return access.require(call, owner)
                .call(permit ->
                        managed.take(call, permit, owner, body.allManaged())
                                .invoke(results::addAll))
                .call(permit ->
                        owner instanceof AccountId account
                                ? principals
                                        .takeInline(call, permit, account, body.allInline())
                                        .invoke(results::addAll)
                                : Uni.createFrom().nullItem())
                .call(permit ->
                        owner instanceof AccountId account
                                ? principals
                                        .takeAttached(call, permit, account, body.allAttached())
                                        .invoke(results::addAll)
                                : Uni.createFrom().nullItem())
                .map(_ -> new ImportResult.All(List.copyOf(results)));
    }

    private static PolicyOwner owner(String text) {
        try {
            return PolicyOwner.parse(text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR,
                    "`account` is twelve digits or `aws`, not `%s`".formatted(text));
        }
    }
}
