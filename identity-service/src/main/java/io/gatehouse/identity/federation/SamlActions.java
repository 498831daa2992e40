package io.gatehouse.identity.federation;

import io.gatehouse.identity.federation.FederatedRoles.Granted;
import io.gatehouse.identity.samlassertion.AssertionClaims;
import io.gatehouse.identity.samlassertion.SamlKeys;
import io.gatehouse.identity.session.SessionForm;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * AssumeRoleWithSAML: unsigned, for an assertion that names role and provider in its attribute
 * {@code Role}; where it has none, the provider's mapping must give the role that is asked for.
 */
@ApplicationScoped
public class SamlActions implements ActionSet {

    private final Vouching vouching;
    private final FederatedGrants grants;

    SamlActions(Vouching vouching, FederatedGrants grants) {
        this.vouching = vouching;
        this.grants = grants;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(AssumeRoleWithSamlRequest.class, this::assume);
    }

    private Uni<AssumeRoleWithSamlResponse> assume(AssumeRoleWithSamlRequest request, Call call) {
        Arn role = SessionForm.roleArn(request.roleArn());
        if (!Arn.isArn(request.principalArn())) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR, request.principalArn() + " is invalid");
        }
        Arn provider = Arn.parse(request.principalArn());
        return vouching.byAssertion(call, provider, request.samlAssertion())
                .chain(by -> granted(request, call, role, by).map(given -> answer(by, given)));
    }

    private Uni<Granted> granted(
            AssumeRoleWithSamlRequest request, Call call, Arn role, Vouched.ByAssertion by) {
        UnaryOperator<RoleWish> more =
                wish ->
                        wish.lasting(
                                        Optional.ofNullable(request.durationSeconds())
                                                .map(Duration::ofSeconds)
                                                .or(by.claims()::sessionDuration))
                                .limitedBy(
                                        Optional.ofNullable(request.policy()),
                                        request.policyArns().stream()
                                                .map(PolicyDescriptorType::arn)
                                                .toList());
        return by.claims().namesRoles()
                ? Uni.createFrom()
                        .item(() -> more.apply(named(role, by)))
                        .chain(wish -> grants.named(call, by, wish))
                : grants.mapped(call, by, Optional.of(role), more);
    }

    /** A role that the assertion names; fails with AccessDenied where it does not. */
    static RoleWish named(Arn role, Vouched.ByAssertion by) {
        if (!by.claims().roles().contains(new AssertionClaims.RolePair(role, by.provider()))) {
            throw RefusedException.of(
                    ErrorCode.ACCESS_DENIED,
                    "Not authorized to perform sts:AssumeRoleWithSAML: the assertion does not name"
                            + " this role with this provider");
        }
        String name =
                by.claims()
                        .sessionName()
                        .orElseThrow(() ->
                                RefusedException.of(
                                        ErrorCode.INVALID_IDENTITY_TOKEN,
                                        "RoleSessionName is required in AuthnResponse"));
        return RoleWish.of(role, name, by);
    }

    // The SDK calls the packed size deprecated; the service goes on answering it.
    @SuppressWarnings("deprecation")
    private static AssumeRoleWithSamlResponse answer(Vouched.ByAssertion by, Granted granted) {
        AssertionClaims claims = by.claims();
        int packed = granted.session().packedPercent();
        return AssumeRoleWithSamlResponse.builder()
                .credentials(granted.session().credentials())
                .assumedRoleUser(
                        user -> user.arn(granted.arn().toString()).assumedRoleId(granted.roleId()))
                .subject(claims.subject())
                .subjectType(claims.subjectType())
                .issuer(claims.issuer())
                .audience(claims.recipient())
                .nameQualifier(SamlKeys.nameQualifier(claims.issuer(), by.provider()))
                .sourceIdentity(by.sourceIdentity().orElse(null))
                .packedPolicySize(packed == 0 ? null : packed)
                .build();
    }
}
