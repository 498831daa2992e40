package io.gatehouse.identity.awsonly;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.kit.actions.ActionHandler;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.iam.model.AcceptDelegationRequestRequest;
import software.amazon.awssdk.services.iam.model.AssociateDelegationRequestRequest;
import software.amazon.awssdk.services.iam.model.CreateDelegationRequestRequest;
import software.amazon.awssdk.services.iam.model.DisableOrganizationsRootCredentialsManagementRequest;
import software.amazon.awssdk.services.iam.model.DisableOrganizationsRootSessionsRequest;
import software.amazon.awssdk.services.iam.model.DisableOutboundWebIdentityFederationRequest;
import software.amazon.awssdk.services.iam.model.EnableOrganizationsRootCredentialsManagementRequest;
import software.amazon.awssdk.services.iam.model.EnableOrganizationsRootSessionsRequest;
import software.amazon.awssdk.services.iam.model.EnableOutboundWebIdentityFederationRequest;
import software.amazon.awssdk.services.iam.model.GenerateOrganizationsAccessReportRequest;
import software.amazon.awssdk.services.iam.model.GetDelegationRequestRequest;
import software.amazon.awssdk.services.iam.model.GetHumanReadableSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetOrganizationsAccessReportRequest;
import software.amazon.awssdk.services.iam.model.GetOutboundWebIdentityFederationInfoRequest;
import software.amazon.awssdk.services.iam.model.ListDelegationRequestsRequest;
import software.amazon.awssdk.services.iam.model.ListOrganizationsFeaturesRequest;
import software.amazon.awssdk.services.iam.model.RejectDelegationRequestRequest;
import software.amazon.awssdk.services.iam.model.SendDelegationTokenRequest;
import software.amazon.awssdk.services.iam.model.UpdateDelegationRequestRequest;
import software.amazon.awssdk.services.sts.model.AssumeRootRequest;
import software.amazon.awssdk.services.sts.model.GetDelegatedAccessTokenRequest;
import software.amazon.awssdk.services.sts.model.GetWebIdentityTokenRequest;

/**
 * Delegation requests, root features of AWS Organizations, outbound federation, AssumeRoot,
 * GetDelegatedAccessToken, GetWebIdentityToken, access reports of organizations and
 * GetHumanReadableSummary. Where AWS's model declares an error that is true here, it is answered;
 * else OptInRequired.
 */
@ApplicationScoped
public class AwsOnlyActions implements ActionSet {

    private static final String DELEGATION = "Gatehouse has no delegation requests.";
    private static final String ORGANIZATION =
            "No organization of AWS Organizations is associated with your account.";
    private static final String OUTBOUND = "Gatehouse has no outbound web identity federation.";
    private static final String REPORT = "Gatehouse has no access reports of organizations.";

    private final Gate gate;

    AwsOnlyActions(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void registerOn(Actions actions) {
        delegation(actions);
        organizations(actions);
        outboundFederation(actions);
        sessions(actions);
        actions.on(
                GetHumanReadableSummaryRequest.class,
                refusing(
                        "GetHumanReadableSummary",
                        ErrorCode.NO_SUCH_ENTITY,
                        "There is no summary of this entity."));
    }

    private void delegation(Actions actions) {
        actions.on(
                CreateDelegationRequestRequest.class,
                refusing("CreateDelegationRequest", ErrorCode.OPT_IN_REQUIRED, DELEGATION));
        actions.on(
                ListDelegationRequestsRequest.class,
                refusing("ListDelegationRequests", ErrorCode.OPT_IN_REQUIRED, DELEGATION));
        actions.on(
                AcceptDelegationRequestRequest.class,
                refusing("AcceptDelegationRequest", ErrorCode.NO_SUCH_ENTITY, DELEGATION));
        actions.on(
                AssociateDelegationRequestRequest.class,
                refusing("AssociateDelegationRequest", ErrorCode.NO_SUCH_ENTITY, DELEGATION));
        actions.on(
                GetDelegationRequestRequest.class,
                refusing("GetDelegationRequest", ErrorCode.NO_SUCH_ENTITY, DELEGATION));
        actions.on(
                RejectDelegationRequestRequest.class,
                refusing("RejectDelegationRequest", ErrorCode.NO_SUCH_ENTITY, DELEGATION));
        actions.on(
                SendDelegationTokenRequest.class,
                refusing("SendDelegationToken", ErrorCode.NO_SUCH_ENTITY, DELEGATION));
        actions.on(
                UpdateDelegationRequestRequest.class,
                refusing("UpdateDelegationRequest", ErrorCode.NO_SUCH_ENTITY, DELEGATION));
    }

    private void organizations(Actions actions) {
        actions.on(
                EnableOrganizationsRootCredentialsManagementRequest.class,
                refusing(
                        "EnableOrganizationsRootCredentialsManagement",
                        ErrorCode.ORGANIZATION_NOT_FOUND,
                        ORGANIZATION));
        actions.on(
                DisableOrganizationsRootCredentialsManagementRequest.class,
                refusing(
                        "DisableOrganizationsRootCredentialsManagement",
                        ErrorCode.ORGANIZATION_NOT_FOUND,
                        ORGANIZATION));
        actions.on(
                EnableOrganizationsRootSessionsRequest.class,
                refusing(
                        "EnableOrganizationsRootSessions",
                        ErrorCode.ORGANIZATION_NOT_FOUND,
                        ORGANIZATION));
        actions.on(
                DisableOrganizationsRootSessionsRequest.class,
                refusing(
                        "DisableOrganizationsRootSessions",
                        ErrorCode.ORGANIZATION_NOT_FOUND,
                        ORGANIZATION));
        actions.on(
                ListOrganizationsFeaturesRequest.class,
                refusing(
                        "ListOrganizationsFeatures",
                        ErrorCode.ORGANIZATION_NOT_FOUND,
                        ORGANIZATION));
        actions.on(
                GenerateOrganizationsAccessReportRequest.class,
                refusing("GenerateOrganizationsAccessReport", ErrorCode.OPT_IN_REQUIRED, REPORT));
        actions.on(
                GetOrganizationsAccessReportRequest.class,
                refusing("GetOrganizationsAccessReport", ErrorCode.NO_SUCH_ENTITY, REPORT));
    }

    private void outboundFederation(Actions actions) {
        actions.on(
                EnableOutboundWebIdentityFederationRequest.class,
                refusing(
                        "EnableOutboundWebIdentityFederation",
                        ErrorCode.OPT_IN_REQUIRED,
                        OUTBOUND));
        actions.on(
                DisableOutboundWebIdentityFederationRequest.class,
                refusing(
                        "DisableOutboundWebIdentityFederation",
                        ErrorCode.FEATURE_DISABLED,
                        OUTBOUND));
        actions.on(
                GetOutboundWebIdentityFederationInfoRequest.class,
                refusing(
                        "GetOutboundWebIdentityFederationInfo",
                        ErrorCode.FEATURE_DISABLED,
                        OUTBOUND));
    }

    private void sessions(Actions actions) {
        actions.on(
                AssumeRootRequest.class,
                refusingSts(
                        "AssumeRoot",
                        ErrorCode.OPT_IN_REQUIRED,
                        "Gatehouse has no central management of root access."));
        actions.on(
                GetDelegatedAccessTokenRequest.class,
                refusingSts(
                        "GetDelegatedAccessToken", ErrorCode.EXPIRED_TRADE_IN_TOKEN, DELEGATION));
        actions.on(
                GetWebIdentityTokenRequest.class,
                refusingSts(
                        "GetWebIdentityToken", ErrorCode.OUTBOUND_FEDERATION_DISABLED, OUTBOUND));
    }

    private <I extends AwsRequest> ActionHandler<I, AwsResponse> refusing(
            String action, ErrorCode code, String why) {
        return refusing(new ActionName("iam", action), code, why);
    }

    private <I extends AwsRequest> ActionHandler<I, AwsResponse> refusingSts(
            String action, ErrorCode code, String why) {
        return refusing(new ActionName("sts", action), code, why);
    }

    /** Who may not call the action is told so, as everywhere. */
    private <I extends AwsRequest> ActionHandler<I, AwsResponse> refusing(
            ActionName action, ErrorCode code, String why) {
        return (_, call) ->
                gate.require(call, action, Guard.NO_RESOURCE, ContextKeys.none())
                        .chain(() -> Uni.createFrom().failure(RefusedException.of(code, why)));
    }
}
