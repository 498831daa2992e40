package io.gatehouse.authz.caller;

/** Verifies the tokens of those who ask. */
interface AskerTokens {

    /** Whether the token was made by one of ours, for this service, and has not ended. */
    boolean isValid(String token);
}
