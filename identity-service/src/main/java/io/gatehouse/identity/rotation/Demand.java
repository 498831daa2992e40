package io.gatehouse.identity.rotation;

import java.time.Instant;

/**
 * What is to be replaced, and by when.
 *
 * @param cutoff what was made before it is to be replaced
 * @param deadline after which an access key made before the cutoff no longer signs
 */
public record Demand(
        Scope scope,
        boolean passwords,
        boolean accessKeys,
        Instant required,
        Instant cutoff,
        Instant deadline) {}
