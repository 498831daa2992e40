package io.gatehouse.identity.value;

import java.util.Optional;

/**
 * What an account may have only so much of, with AWS's default (SEMANTICS 9). The name is the one
 * that LimitExceeded tells, by which an account's own limit is set, and the key in the account's
 * fact, from which policy-service takes those that are its own.
 */
public enum Quota {
    USERS("UsersPerAccount", 5000),
    GROUPS("GroupsPerAccount", 300),
    ROLES("RolesPerAccount", 1000),
    GROUPS_PER_USER("GroupsPerUser", 10),
    ACCESS_KEYS_PER_USER("AccessKeysPerUser", 2),
    MFA_DEVICES_PER_USER("MFADevicesPerUser", 8),
    TAGS_PER_RESOURCE("TagsPerResource", 50),
    TRUST_POLICY_SIZE("ACLSizePerRole", 2048),
    INSTANCE_PROFILES("InstanceProfilesPerAccount", 1000),
    SERVER_CERTIFICATES("ServerCertificatesPerAccount", 20),
    SIGNING_CERTIFICATES_PER_USER("CertificatesPerUser", 2),
    SSH_PUBLIC_KEYS_PER_USER("SSHPublicKeysPerUser", 5),
    SERVICE_CREDENTIALS_PER_USER("ServiceSpecificCredentialsPerUser", 2),
    OIDC_PROVIDERS("OpenIdConnectProvidersPerAccount", 100),
    SAML_PROVIDERS("SAMLProvidersPerAccount", 100),
    CLIENT_IDS_PER_PROVIDER("ClientIdsPerOpenIdConnectProvider", 100),
    THUMBPRINTS_PER_PROVIDER("ThumbprintsPerOpenIdConnectProvider", 5),
    POLICIES("PoliciesPerAccount", 1500),
    POLICY_SIZE("PolicySize", 6144),
    VERSIONS_PER_POLICY("VersionsPerPolicy", 5),
    POLICIES_PER_USER("PoliciesPerUser", 10),
    POLICIES_PER_GROUP("PoliciesPerGroup", 10),
    POLICIES_PER_ROLE("PoliciesPerRole", 10),
    USER_POLICY_SIZE("UserPolicySize", 2048),
    GROUP_POLICY_SIZE("GroupPolicySize", 5120),
    ROLE_POLICY_SIZE("RolePolicySize", 10240);

    /** The most that an account can be given of anything. */
    public static final int MOST = 1_000_000;

    private final String wire;
    private final int standard;

    Quota(String wire, int standard) {
        this.wire = wire;
        this.standard = standard;
    }

    /** The name on the wire, such as {@code UsersPerAccount}. */
    public String wire() {
        return wire;
    }

    /** What an account has that was given nothing else. */
    public int standard() {
        return standard;
    }

    /** The quota of that name, if there is one. */
    public static Optional<Quota> find(String wire) {
        for (Quota quota : values()) {
            if (quota.wire.equals(wire)) {
                return Optional.of(quota);
            }
        }
        return Optional.empty();
    }
}
