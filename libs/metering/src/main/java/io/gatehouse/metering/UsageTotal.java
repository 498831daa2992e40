package io.gatehouse.metering;

import java.time.Instant;

/**
 * How often something happened within one incarnation, up to now: it only grows, so of two totals
 * the greater one is the newer.
 *
 * @param lastUsed to the second
 */
public record UsageTotal(UsageKey key, long total, Instant lastUsed) {}
