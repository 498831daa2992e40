package io.gatehouse.identity.value;

import java.util.Map;

/**
 * How many of each an account may have (SEMANTICS 9): the defaults, and over them what was set for
 * the account.
 */
public record Quotas(Map<Quota, Integer> own) {

    public static final Quotas DEFAULT = new Quotas(Map.of());

    public Quotas {
        own = Map.copyOf(own);
    }

    public int of(Quota quota) {
        return own.getOrDefault(quota, quota.standard());
    }

    public int users() {
        return of(Quota.USERS);
    }

    public int groups() {
        return of(Quota.GROUPS);
    }

    public int roles() {
        return of(Quota.ROLES);
    }

    public int groupsPerUser() {
        return of(Quota.GROUPS_PER_USER);
    }

    public int accessKeysPerUser() {
        return of(Quota.ACCESS_KEYS_PER_USER);
    }

    public int mfaDevicesPerUser() {
        return of(Quota.MFA_DEVICES_PER_USER);
    }

    public int tags() {
        return of(Quota.TAGS_PER_RESOURCE);
    }

    public int trustPolicySize() {
        return of(Quota.TRUST_POLICY_SIZE);
    }

    public int instanceProfiles() {
        return of(Quota.INSTANCE_PROFILES);
    }

    public int serverCertificates() {
        return of(Quota.SERVER_CERTIFICATES);
    }

    public int signingCertificatesPerUser() {
        return of(Quota.SIGNING_CERTIFICATES_PER_USER);
    }

    public int sshKeysPerUser() {
        return of(Quota.SSH_PUBLIC_KEYS_PER_USER);
    }

    public int serviceCredentialsPerUser() {
        return of(Quota.SERVICE_CREDENTIALS_PER_USER);
    }

    public int oidcProviders() {
        return of(Quota.OIDC_PROVIDERS);
    }

    public int samlProviders() {
        return of(Quota.SAML_PROVIDERS);
    }

    public int clientIdsPerProvider() {
        return of(Quota.CLIENT_IDS_PER_PROVIDER);
    }

    public int thumbprintsPerProvider() {
        return of(Quota.THUMBPRINTS_PER_PROVIDER);
    }
}
