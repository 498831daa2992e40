package io.gatehouse.identity.servicecredential;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;

/** The services that take credentials of their own, as AWS has them. */
enum CredentialService {
    CODECOMMIT("codecommit.amazonaws.com", false),
    KEYSPACES("cassandra.amazonaws.com", false),
    BEDROCK("bedrock.amazonaws.com", true);

    private final String text;
    private final boolean usesKey;

    CredentialService(String text, boolean usesKey) {
        this.text = text;
        this.usesKey = usesKey;
    }

    /** Fails with NotSupportedService for any other. */
    static CredentialService of(String text) {
        for (CredentialService service : values()) {
            if (service.text.equals(text)) {
                return service;
            }
        }
        throw RefusedException.of(
                ErrorCode.NOT_SUPPORTED_SERVICE,
                "No such service %s is supported for Service Specific Credentials."
                        .formatted(text));
    }

    String text() {
        return text;
    }

    /** Whether it takes one key, that may expire, in place of user name and password. */
    boolean usesKey() {
        return usesKey;
    }

    /**
     * The name to sign in with, unique among a user's for the service.
     *
     * @param number 0 for the first
     */
    String userName(String user, AccountId account, int number) {
        String name = number == 0 ? user : user + "+" + number;
        return (usesKey ? "BedrockAPIKey-" : "") + name + "-at-" + account;
    }
}
