package io.gatehouse.identity.value;

import io.gatehouse.model.AccountId;

/**
 * How many of each an account may have (SEMANTICS 9): defaults, settable per account.
 *
 * @param identityProviders of OpenID Connect, and as many of SAML
 */
public record Quotas(
        int users,
        int groups,
        int roles,
        int groupsPerUser,
        int accessKeysPerUser,
        int tags,
        int trustPolicySize,
        int instanceProfiles,
        int serverCertificates,
        int signingCertificatesPerUser,
        int sshKeysPerUser,
        int serviceCredentialsPerUser,
        int identityProviders,
        int clientIdsPerProvider,
        int thumbprintsPerProvider) {

    public static final Quotas DEFAULT =
            new Quotas(5000, 300, 1000, 10, 2, 50, 2048, 1000, 20, 2, 5, 2, 100, 100, 5);

    /** Where the quotas of an account come from; the seam for settings per account. */
    @FunctionalInterface
    public interface Source {
        Quotas of(AccountId account);
    }
}
