package io.gatehouse.authz.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may ask for decisions. */
@ConfigMapping(prefix = "gatehouse.authz")
public interface CallerSettings {

    @WithDefault("token")
    Mode callers();

    /** The two ways of admitting who asks (DESIGN 4, "Controls"). */
    enum Mode {
        /** Without credentials, from loopback addresses only. */
        LOOPBACK,
        /** With {@code Authorization: Bearer} and a service token, from anywhere. */
        TOKEN
    }
}
