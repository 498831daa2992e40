package io.gatehouse.identity.session;

import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

import java.time.Instant;
import java.util.Optional;

/**
 * AssumeRole (SEMANTICS 8): whether the role trusts the caller is asked of authz-service, with the
 * request as it is.
 */
@ApplicationScoped
public class AssumeRoleActions implements ActionSet {

    private final LiveSessions live;
    private final ShownCode code;
    private final TrustingRoles roles;
    private final SessionPolicyForm policies;
    private final Sessions sessions;

    AssumeRoleActions(
            LiveSessions live,
            ShownCode code,
            TrustingRoles roles,
            SessionPolicyForm policies,
            Sessions sessions) {
        this.live = live;
        this.code = code;
        this.roles = roles;
        this.policies = policies;
        this.sessions = sessions;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(AssumeRoleRequest.class, this::assume);
    }

    /** The same for who asks by other ways than the wire. */
    public Uni<AssumeRoleResponse> assume(AssumeRoleRequest request, Call call) {
        return Ancestry.of(call, live)
                .map(ancestry -> AssumeRoleForm.of(request, ancestry))
                .chain(form -> assume(form, call));
    }

    private Uni<AssumeRoleResponse> assume(AssumeRoleForm form, Call call) {
        AssumeRoleRequest request = form.request();
        return code.require(call, request.serialNumber(), request.tokenCode())
                .chain(mfa ->
                        roles.require(
                                asker(call, form.ancestry(), mfa),
                                form.role(),
                                form.keys(mfa),
                                form.ancestry().inherited()))
                .chain(role ->
                        policies.require(role.account(), request.policy(), form.managedPolicies())
                                .map(limits -> form.session(role, limits))
                                .map(asked ->
                                        answer(
                                                role,
                                                form,
                                                sessions.give(asked, gift(call, role, form)))));
    }

    private static SessionGift gift(Call call, RoleRow role, AssumeRoleForm form) {
        return new SessionGift(
                call,
                TrustingRoles.ASSUME_ROLE,
                role.arn(),
                SessionNames.ofRole(
                        role.account(), role.name().text(), form.request().roleSessionName()));
    }

    /**
     * Who asks for the role. A user's session that shows a code with this very request asks with a
     * token that says so, because what a token says wins over what a request says.
     */
    private Call asker(Call call, Ancestry ancestry, Optional<Instant> mfa) {
        if (mfa.isEmpty()
                || ancestry.session().isEmpty()
                || !(call.caller() instanceof Caller.User user)) {
            return call;
        }
        var claims = ancestry.session().get();
        IssuedSession shown = sessions.issue(claims.with(claims.facts().withMfa(mfa)));
        return call.as(
                new Caller.User(
                        user.account(),
                        user.arn(),
                        user.principalId(),
                        user.userName(),
                        user.accessKeyId(),
                        Optional.of(shown.token())));
    }

    // The SDK calls the packed size deprecated; the service goes on answering it.
    @SuppressWarnings("deprecation")
    private static AssumeRoleResponse answer(
            RoleRow role, AssumeRoleForm form, IssuedSession issued) {
        String name = form.request().roleSessionName();
        return AssumeRoleResponse.builder()
                .credentials(issued.credentials())
                .assumedRoleUser(user ->
                        user.arn(
                                        SessionNames.ofRole(
                                                        role.account(), role.name().text(), name)
                                                .toString())
                                .assumedRoleId(role.id().text() + ":" + name))
                .packedPolicySize(issued.packedPercent() == 0 ? null : issued.packedPercent())
                .sessionTokenSize(issued.size())
                .sessionTokenUtilization(issued.utilization())
                .sourceIdentity(form.sourceIdentity().orElse(null))
                .build();
    }
}
