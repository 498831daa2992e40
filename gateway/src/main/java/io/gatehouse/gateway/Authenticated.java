package io.gatehouse.gateway;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;

/** What identity-service says of a request's signature. */
sealed interface Authenticated {

    /**
     * The signature is right.
     *
     * @param arn of the principal that called
     * @param account of the principal, twelve digits
     * @param internalToken good for this request alone, for 60 seconds
     * @param heads of identity-service's logs, where they were asked for
     */
    record As(String arn, String account, String internalToken, Revision heads)
            implements Authenticated {

        @Override
        public String toString() {
            return "As[arn=%s]".formatted(arn);
        }
    }

    /** It is not, or the credential is none of ours. */
    record Refused(ErrorCode code, String message) implements Authenticated {}
}
