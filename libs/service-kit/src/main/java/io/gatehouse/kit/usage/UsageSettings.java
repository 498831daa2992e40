package io.gatehouse.kit.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where usage is counted, and how often it is published. */
@ConfigMapping(prefix = "gatehouse.usage")
public interface UsageSettings {

    /**
     * The directory of the counters of this process, on a disk that outlives it. Without one they
     * are in a temporary directory, which is said in the log.
     */
    Optional<Path> dir();

    /** Whether anything is counted: without it nobody can be billed. */
    @WithDefault("true")
    boolean enabled();

    /** How long what was counted waits to be published, about. */
    @WithDefault("PT1S")
    Duration interval();

    /** How long the counters of an hour are kept after its end before they are final. */
    @WithDefault("PT30S")
    Duration grace();

    /** Named in reports of a lost node. */
    @WithDefault("${HOSTNAME:localhost}")
    String node();
}
