package io.gatehouse.identity.federation;

import io.gatehouse.identity.session.SessionForm;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

import java.time.Duration;
import java.util.Optional;

/**
 * AssumeRoleWithWebIdentity: unsigned, for a token of a provider that the role's account has
 * registered.
 */
@ApplicationScoped
public class WebIdentityActions implements ActionSet {

    private final Vouching vouching;
    private final FederatedRoles roles;

    WebIdentityActions(Vouching vouching, FederatedRoles roles) {
        this.vouching = vouching;
        this.roles = roles;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(AssumeRoleWithWebIdentityRequest.class, this::assume);
    }

    private Uni<AssumeRoleWithWebIdentityResponse> assume(
            AssumeRoleWithWebIdentityRequest request, Call call) {
        Arn role = SessionForm.roleArn(request.roleArn());
        if (request.providerId() != null) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR,
                    "ProviderId goes with access tokens of OAuth 2.0, which are not taken here.");
        }
        return vouching.byToken(call, new AccountId(role.account()), request.webIdentityToken())
                .chain(by ->
                        roles.assume(call, by, wish(request, role, by))
                                .map(granted -> answer(by, granted)));
    }

    private static RoleWish wish(AssumeRoleWithWebIdentityRequest request, Arn role, Vouched by) {
        return RoleWish.of(role, request.roleSessionName(), by)
                .lasting(Optional.ofNullable(request.durationSeconds()).map(Duration::ofSeconds))
                .limitedBy(
                        Optional.ofNullable(request.policy()),
                        request.policyArns().stream().map(PolicyDescriptorType::arn).toList());
    }

    // The SDK calls the packed size deprecated; the service goes on answering it.
    @SuppressWarnings("deprecation")
    private static AssumeRoleWithWebIdentityResponse answer(
            Vouched by, FederatedRoles.Granted granted) {
        // INVARIANT: a token was presented.
        Vouched.ByToken token = (Vouched.ByToken) by;
        int packed = granted.session().packedPercent();
        return AssumeRoleWithWebIdentityResponse.builder()
                .credentials(granted.session().credentials())
                .assumedRoleUser(
                        user -> user.arn(granted.arn().toString()).assumedRoleId(granted.roleId()))
                .subjectFromWebIdentityToken(by.subject())
                .provider(by.provider().toString())
                .audience(token.claims().client(token.row().clientIds()))
                .sourceIdentity(by.sourceIdentity().orElse(null))
                .packedPolicySize(packed == 0 ? null : packed)
                .build();
    }
}
