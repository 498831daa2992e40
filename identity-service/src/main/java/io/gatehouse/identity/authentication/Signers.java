package io.gatehouse.identity.authentication;

import io.gatehouse.identity.accesskey.PresentedKeys;
import io.gatehouse.identity.session.LiveSessions;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.sigv4.Reading;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/** Looks up who is said to have signed: by a long-term key, or by the token of a session. */
@ApplicationScoped
class Signers {

    private final PresentedKeys keys;
    private final LiveSessions sessions;

    Signers(PresentedKeys keys, LiveSessions sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    /** Empty where there is no such key, or the token is not genuine or another key's. */
    Uni<Optional<Signer>> find(Reading.Presented presented) {
        return presented.sessionToken().isPresent()
                ? sessions.find(presented.accessKeyId(), presented.sessionToken().get())
                        .map(found -> found.map(Signer::of))
                : keys.find(presented.accessKeyId()).map(found -> found.map(Signer::of));
    }

    /** A request of this caller was verified. */
    void used(Caller caller, Reading.Presented presented) {
        if (presented.sessionToken().isEmpty()) {
            keys.used(caller, presented.service(), presented.region());
        }
    }
}
