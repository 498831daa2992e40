package io.gatehouse.identity.console;

import io.gatehouse.identity.account.AccountSettings;
import io.gatehouse.identity.account.PasswordPolicy;
import io.gatehouse.identity.login.LoginRow;
import io.gatehouse.identity.login.LoginView;
import io.gatehouse.identity.rotation.RotationView;
import io.gatehouse.identity.user.UserRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Clock;
import java.util.Optional;

/** Whether a password that was right still signs in, and whether it has to be changed. */
@ApplicationScoped
class PasswordState {

    private final Pool database;
    private final Clock clock;

    PasswordState(Pool database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a password is good for. */
    sealed interface State {

        record Good(LoginRow login) implements State {}

        /**
         * @param reason in words for who signs in
         */
        record MustChange(LoginRow login, String reason) implements State {}

        /** Only an administrator can replace it. */
        record Expired() implements State {}
    }

    Uni<State> of(UserRow user, AccountSettings settings) {
        return LoginView.ofUser(database, user.id())
                .map(Optional::orElseThrow)
                .chain(login ->
                        RotationView.requiresNewPassword(database, user.id())
                                .map(rotation -> state(login, settings, rotation)));
    }

    private State state(LoginRow login, AccountSettings settings, boolean rotation) {
        Optional<PasswordPolicy> policy = settings.passwordPolicy();
        boolean expired =
                policy.flatMap(p -> p.expiry(login.changed()))
                        .filter(end -> !end.isAfter(clock.instant()))
                        .isPresent();
        if (expired && policy.map(PasswordPolicy::hardExpiry).orElse(false)) {
            return new State.Expired();
        }
        if (login.resetRequired()) {
            return new State.MustChange(login, "An administrator set this password.");
        }
        if (rotation) {
            return new State.MustChange(login, "Your account requires new passwords.");
        }
        return expired
                ? new State.MustChange(login, "This password has expired.")
                : new State.Good(login);
    }
}
