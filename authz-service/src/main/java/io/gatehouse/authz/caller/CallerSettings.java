package io.gatehouse.authz.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.nio.file.Path;
import java.util.Optional;

/** Who may ask for decisions. */
@ConfigMapping(prefix = "gatehouse.authz")
public interface CallerSettings {

    @WithDefault("token")
    Mode callers();

    /** The file that says which token or certificate is whose: docs/integrations/who-may-ask.md. */
    Optional<Path> askers();

    /** The ways of admitting who asks (DESIGN 4, "Controls"). */
    enum Mode {
        /**
         * Without credentials from loopback addresses; credentials that are shown must be right.
         */
        LOOPBACK,
        /** With {@code Authorization: Bearer} and a token, from anywhere. */
        TOKEN,
        /** With a client certificate that the server has verified, from anywhere. */
        MUTUAL_TLS
    }
}
