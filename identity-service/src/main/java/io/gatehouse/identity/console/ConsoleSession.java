package io.gatehouse.identity.console;

import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.Optional;

/**
 * One person's visit to the console.
 *
 * @param passwordVersion of the password that signed in
 * @param multiFactor whether a code was shown
 * @param mustChange why the password must be changed before anything else
 * @param own of the user; empty while the password must be changed
 * @param role of the role that was switched to
 */
record ConsoleSession(
        AccountId account,
        UniqueId user,
        int passwordVersion,
        boolean multiFactor,
        Optional<String> mustChange,
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

    ConsoleSession as(Acting user) {
        return new ConsoleSession(
                account,
                this.user,
                passwordVersion,
                multiFactor,
                Optional.empty(),
                expires,
                Optional.of(user),
                Optional.empty());
    }

    ConsoleSession withPassword(int version) {
        return new ConsoleSession(
                account, user, version, multiFactor, mustChange, expires, own, role);
    }

    ConsoleSession in(Optional<ActingRole> other) {
        return new ConsoleSession(
                account, user, passwordVersion, multiFactor, mustChange, expires, own, other);
    }
}
