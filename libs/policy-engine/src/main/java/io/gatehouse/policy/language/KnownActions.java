package io.gatehouse.policy.language;

import java.util.List;
import java.util.Locale;

/**
 * The actions of IAM and STS, those without an operation of their own included ({@code
 * iam:PassRole}). Other vendors' actions are anybody's to name: applications bring their own.
 */
final class KnownActions {

    private static final String IAM =
            """
            AcceptDelegationRequest AddClientIDToOpenIDConnectProvider AddRoleToInstanceProfile
            AddUserToGroup AssociateDelegationRequest AttachGroupPolicy AttachRolePolicy
            AttachUserPolicy ChangePassword CreateAccessKey CreateAccountAlias
            CreateDelegationRequest CreateGroup CreateInstanceProfile CreateLoginProfile
            CreateOpenIDConnectProvider CreatePolicy CreatePolicyVersion CreateRole
            CreateSAMLProvider CreateServiceLinkedRole CreateServiceSpecificCredential
            CreateUser CreateVirtualMFADevice DeactivateMFADevice DeleteAccessKey
            DeleteAccountAlias DeleteAccountPasswordPolicy DeleteGroup DeleteGroupPolicy
            DeleteInstanceProfile DeleteLoginProfile DeleteOpenIDConnectProvider DeletePolicy
            DeletePolicyVersion DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy
            DeleteSAMLProvider DeleteSSHPublicKey DeleteServerCertificate
            DeleteServiceLinkedRole DeleteServiceSpecificCredential DeleteSigningCertificate
            DeleteUser DeleteUserPermissionsBoundary DeleteUserPolicy DeleteVirtualMFADevice
            DetachGroupPolicy DetachRolePolicy DetachUserPolicy
            DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions
            DisableOutboundWebIdentityFederation EnableMFADevice
            EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions
            EnableOutboundWebIdentityFederation GenerateCredentialReport
            GenerateOrganizationsAccessReport GenerateServiceLastAccessedDetails
            GetAccessKeyLastUsed GetAccountAuthorizationDetails GetAccountPasswordPolicy
            GetAccountSummary GetContextKeysForCustomPolicy GetContextKeysForPrincipalPolicy
            GetCredentialReport GetDelegationRequest GetGroup GetGroupPolicy
            GetHumanReadableSummary GetInstanceProfile GetLoginProfile GetMFADevice
            GetOpenIDConnectProvider GetOrganizationsAccessReport
            GetOutboundWebIdentityFederationInfo GetPolicy GetPolicyVersion GetRole
            GetRolePolicy GetSAMLProvider GetSSHPublicKey GetServerCertificate
            GetServiceLastAccessedDetails GetServiceLastAccessedDetailsWithEntities
            GetServiceLinkedRoleDeletionStatus GetUser GetUserPolicy ListAccessKeys
            ListAccountAliases ListAttachedGroupPolicies ListAttachedRolePolicies
            ListAttachedUserPolicies ListDelegationRequests ListEntitiesForPolicy
            ListGroupPolicies ListGroups ListGroupsForUser ListInstanceProfileTags
            ListInstanceProfiles ListInstanceProfilesForRole ListMFADeviceTags ListMFADevices
            ListOpenIDConnectProviderTags ListOpenIDConnectProviders ListOrganizationsFeatures
            ListPolicies ListPoliciesGrantingServiceAccess ListPolicyTags ListPolicyVersions
            ListRolePolicies ListRoleTags ListRoles ListSAMLProviderTags ListSAMLProviders
            ListSSHPublicKeys ListServerCertificateTags ListServerCertificates
            ListServiceSpecificCredentials ListSigningCertificates ListUserPolicies ListUserTags
            ListUsers ListVirtualMFADevices PassRole PutAccountProperties PutGroupPolicy
            PutRolePermissionsBoundary PutRolePolicy PutUserPermissionsBoundary PutUserPolicy
            RejectDelegationRequest RemoveClientIDFromOpenIDConnectProvider
            RemoveRoleFromInstanceProfile RemoveUserFromGroup ResetServiceSpecificCredential
            ResyncMFADevice SendDelegationToken SetDefaultPolicyVersion
            SetSecurityTokenServicePreferences SimulateCustomPolicy SimulatePrincipalPolicy
            TagInstanceProfile TagMFADevice TagOpenIDConnectProvider TagPolicy TagRole
            TagSAMLProvider TagServerCertificate TagUser UntagInstanceProfile UntagMFADevice
            UntagOpenIDConnectProvider UntagPolicy UntagRole UntagSAMLProvider
            UntagServerCertificate UntagUser UpdateAccessKey UpdateAccountPasswordPolicy
            UpdateAssumeRolePolicy UpdateDelegationRequest UpdateGroup UpdateLoginProfile
            UpdateOpenIDConnectProviderThumbprint UpdateRole UpdateRoleDescription
            UpdateSAMLProvider UpdateSSHPublicKey UpdateServerCertificate
            UpdateServiceSpecificCredential UpdateSigningCertificate UpdateUser
            UploadSSHPublicKey UploadServerCertificate UploadSigningCertificate
            """;

    private static final String STS =
            """
            AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot
            DecodeAuthorizationMessage GetAccessKeyInfo GetCallerIdentity
            GetDelegatedAccessToken GetFederationToken GetServiceBearerToken GetSessionToken
            GetWebIdentityToken SetContext SetSourceIdentity TagGetWebIdentityToken TagSession
            """;

    private static final List<String> IAM_ACTIONS = names("iam:", IAM);
    private static final List<String> STS_ACTIONS = names("sts:", STS);

    private KnownActions() {}

    private static List<String> names(String vendor, String names) {
        return List.of(names.strip().split("\\s+")).stream()
                .map(name -> (vendor + name).toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether a pattern speaks of IAM or STS, and matches none of their actions. */
    static boolean matchesNone(String pattern) {
        String folded = pattern.toLowerCase(Locale.ROOT);
        List<String> actions =
                folded.startsWith("iam:")
                        ? IAM_ACTIONS
                        : folded.startsWith("sts:") ? STS_ACTIONS : List.of();
        return !actions.isEmpty()
                && actions.stream().noneMatch(action -> Wildcards.cover(folded, action));
    }
}
