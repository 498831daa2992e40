package io.gatehouse.authz.check;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Limits of the decision APIs. */
@ConfigMapping(prefix = "gatehouse.authz")
public interface CheckSettings {

    /** How long {@code at_least} is waited for, at most; a caller's shorter deadline wins. */
    @WithDefault("PT2S")
    Duration patience();

    /** Items that one batch may have. */
    @WithDefault("1000")
    int batchLimit();
}
