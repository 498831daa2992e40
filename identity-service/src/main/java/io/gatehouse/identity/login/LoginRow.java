package io.gatehouse.identity.login;

import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.Optional;

/**
 * A login profile as it can be read.
 *
 * @param version of the password, which its hash has too
 * @param lastUsed when the password last signed in; empty: never
 */
public record LoginRow(
        UniqueId user,
        int version,
        Instant created,
        Instant changed,
        boolean resetRequired,
        Optional<Instant> lastUsed) {}
