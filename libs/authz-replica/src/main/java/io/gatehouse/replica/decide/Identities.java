package io.gatehouse.replica.decide;

import io.gatehouse.authz.v1.Principal;
import io.gatehouse.authz.v1.Principal.KindCase;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;

/**
 * Who the principals are that bring a proof: a session token, or their own signed request. Looked
 * into before a decision, which itself asks nobody. Safe for all threads.
 */
@FunctionalInterface
public interface Identities {

    /** For where nothing can be verified: principals are named by ARN. */
    Identities NAMED_ONLY =
            _ -> {
                throw new CheckRefusedException(
                        Reason.UNSUPPORTED,
                        "name the principal by ARN; tokens are not verified here");
            };

    /** Whether the principal brings a proof of who it is, rather than a name. */
    static boolean hasProof(Principal principal) {
        KindCase kind = principal.getKindCase();
        return kind == KindCase.SESSION_TOKEN || kind == KindCase.SIGNED_REQUEST;
    }

    /**
     * Who that is.
     *
     * @param principal that brings a proof, and was verified just before
     */
    Identity of(Principal principal);
}
