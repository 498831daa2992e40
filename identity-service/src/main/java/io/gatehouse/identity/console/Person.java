package io.gatehouse.identity.console;

import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.util.Optional;

/** Who signed in, and by what. */
sealed interface Person {

    /** Unique id that events name. */
    UniqueId id();

    /**
     * A user with a password.
     *
     * @param version of the password that signed in
     * @param multiFactor whether a code was shown
     * @param mustChange why the password must be changed before anything else
     */
    record OfPassword(UniqueId id, int version, boolean multiFactor, Optional<String> mustChange)
            implements Person {

        OfPassword with(int otherVersion) {
            return new OfPassword(id, otherVersion, multiFactor, mustChange);
        }
    }

    /**
     * Somebody whom a provider vouched for.
     *
     * @param id of the role that they got
     */
    record OfProvider(UniqueId id, Arn provider) implements Person {}
}
