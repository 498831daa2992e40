package io.gatehouse.identity.console;

import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.model.AccountId;

import java.time.Instant;
import java.util.Optional;

/**
 * One person's visit to the console.
 *
 * @param own of the user, or of the role that a provider's word gave; empty while a password must
 *     be changed
 * @param role of the role that was switched to
 */
record ConsoleSession(
        AccountId account,
        Person person,
        Instant expires,
        Optional<Acting> own,
        Optional<ActingRole> role) {

    /** As whom it acts. */
    record Acting(String accessKeyId, SessionToken token) {}

    record ActingRole(Acting acting, Instant expires) {}

    /** Who acts now. */
    Optional<Acting> acting() {
        return role.map(ActingRole::acting).or(() -> own);
    }

    ConsoleSession of(Person other) {
        return new ConsoleSession(account, other, expires, own, role);
    }

    ConsoleSession as(Acting itself) {
        return new ConsoleSession(account, person, expires, Optional.of(itself), Optional.empty());
    }

    ConsoleSession in(Optional<ActingRole> other) {
        return new ConsoleSession(account, person, expires, own, other);
    }
}
