package io.gatehouse.identity.awsonly;

import io.gatehouse.awsquery.Operations;
import io.gatehouse.identity.log.Gate;
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
        others(actions);
    }

    private void delegation(Actions actions) {
        refuse(
                actions,
                CreateDelegationRequestRequest.class,
                ErrorCode.OPT_IN_REQUIRED,
                DELEGATION);
        refuse(actions, ListDelegationRequestsRequest.class, ErrorCode.OPT_IN_REQUIRED, DELEGATION);
        refuse(actions, AcceptDelegationRequestRequest.class, ErrorCode.NO_SUCH_ENTITY, DELEGATION);
        refuse(
                actions,
                AssociateDelegationRequestRequest.class,
                ErrorCode.NO_SUCH_ENTITY,
                DELEGATION);
        refuse(actions, GetDelegationRequestRequest.class, ErrorCode.NO_SUCH_ENTITY, DELEGATION);
        refuse(actions, RejectDelegationRequestRequest.class, ErrorCode.NO_SUCH_ENTITY, DELEGATION);
        refuse(actions, SendDelegationTokenRequest.class, ErrorCode.NO_SUCH_ENTITY, DELEGATION);
        refuse(actions, UpdateDelegationRequestRequest.class, ErrorCode.NO_SUCH_ENTITY, DELEGATION);
    }

    private void organizations(Actions actions) {
        refuse(
                actions,
                EnableOrganizationsRootCredentialsManagementRequest.class,
                ErrorCode.ORGANIZATION_NOT_FOUND,
                ORGANIZATION);
        refuse(
                actions,
                DisableOrganizationsRootCredentialsManagementRequest.class,
                ErrorCode.ORGANIZATION_NOT_FOUND,
                ORGANIZATION);
        refuse(
                actions,
                EnableOrganizationsRootSessionsRequest.class,
                ErrorCode.ORGANIZATION_NOT_FOUND,
                ORGANIZATION);
        refuse(
                actions,
                DisableOrganizationsRootSessionsRequest.class,
                ErrorCode.ORGANIZATION_NOT_FOUND,
                ORGANIZATION);
        refuse(
                actions,
                ListOrganizationsFeaturesRequest.class,
                ErrorCode.ORGANIZATION_NOT_FOUND,
                ORGANIZATION);
        refuse(
                actions,
                GenerateOrganizationsAccessReportRequest.class,
                ErrorCode.OPT_IN_REQUIRED,
                REPORT);
        refuse(
                actions,
                GetOrganizationsAccessReportRequest.class,
                ErrorCode.NO_SUCH_ENTITY,
                REPORT);
    }

    private void outboundFederation(Actions actions) {
        refuse(
                actions,
                EnableOutboundWebIdentityFederationRequest.class,
                ErrorCode.OPT_IN_REQUIRED,
                OUTBOUND);
        refuse(
                actions,
                DisableOutboundWebIdentityFederationRequest.class,
                ErrorCode.FEATURE_DISABLED,
                OUTBOUND);
        refuse(
                actions,
                GetOutboundWebIdentityFederationInfoRequest.class,
                ErrorCode.FEATURE_DISABLED,
                OUTBOUND);
    }

    private void others(Actions actions) {
        refuse(
                actions,
                GetHumanReadableSummaryRequest.class,
                ErrorCode.NO_SUCH_ENTITY,
                "There is no summary of this entity.");
        refuse(
                actions,
                AssumeRootRequest.class,
                ErrorCode.OPT_IN_REQUIRED,
                "Gatehouse has no central management of root access.");
        refuse(
                actions,
                GetDelegatedAccessTokenRequest.class,
                ErrorCode.EXPIRED_TRADE_IN_TOKEN,
                DELEGATION);
        refuse(
                actions,
                GetWebIdentityTokenRequest.class,
                ErrorCode.OUTBOUND_FEDERATION_DISABLED,
                OUTBOUND);
    }

    /** Who may not call the action is told so, as everywhere. */
    private <I extends AwsRequest> void refuse(
            Actions actions, Class<I> request, ErrorCode code, String why) {
        ActionName action = Operations.ofRequest(request).action();
        actions.on(
                request,
                (_, call) ->
                        gate.require(call, action, Guard.NO_RESOURCE, ContextKeys.none())
                                .chain(() ->
                                        Uni.createFrom()
                                                .<AwsResponse>failure(
                                                        RefusedException.of(code, why))));
    }
}
