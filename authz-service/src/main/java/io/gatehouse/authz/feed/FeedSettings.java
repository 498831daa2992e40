package io.gatehouse.authz.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How fresh decisions must be, and whom to ask when the facts have a hole. */
@ConfigMapping(prefix = "gatehouse")
public interface FeedSettings {

    Staleness staleness();

    /** {@code host:port} of identity-service's gRPC, for repairs. */
    @WithName("identity.grpc")
    Optional<String> identityGrpc();

    /** {@code host:port} of policy-service's gRPC, for repairs. */
    @WithName("policy.grpc")
    Optional<String> policyGrpc();

    /** Directory with {@code facts-<kid>.key}: 32 bytes each, base64. */
    @WithName("keys.dir")
    String keysDir();

    /** How long a hole may stay before its owner is asked again. */
    @WithName("facts.repair-interval")
    @WithDefault("PT5S")
    Duration repairInterval();

    /** Where the facts are kept from run to run, to start faster; without it they are not. */
    @WithName("facts.snapshot-file")
    Optional<Path> snapshotFile();

    /** How often that file is written, while there is something new. */
    @WithName("facts.snapshot-interval")
    @WithDefault("PT1M")
    Duration snapshotInterval();

    /** Two limits and what happens beyond the second (DESIGN 3). */
    interface Staleness {

        /** Beyond it, answers say that they are stale. */
        @WithDefault("${management.max-staleness:PT30S}")
        Duration limit();

        /** Beyond it, {@link #veryStale()} rules. */
        @WithDefault("PT5M")
        Duration veryStaleLimit();

        @WithDefault("serve-stale")
        VeryStale veryStale();
    }

    /** What to do when the facts are too old. */
    enum VeryStale {
        /** Decide, and say so. */
        SERVE_STALE,
        /** Deny everything. */
        DENY
    }
}
