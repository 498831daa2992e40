package io.gatehouse.identity.console;

import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.login.ChangePasswordActions;
import io.gatehouse.identity.login.LoginCommand.ChangePassword;
import io.gatehouse.identity.login.LoginView;
import io.gatehouse.identity.login.Passwords;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Clock;
import java.util.Optional;

/** Changes of the password on the page. */
@ApplicationScoped
class OwnPasswordChange {

    private final ChangePasswordActions actions;
    private final Passwords passwords;
    private final Pool database;
    private final Clock clock;

    OwnPasswordChange(
            ChangePasswordActions actions, Passwords passwords, Pool database, Clock clock) {
        this.actions = actions;
        this.passwords = passwords;
        this.database = database;
        this.clock = clock;
    }

    /** As ChangePassword; answers the new version. */
    Uni<Integer> change(Call call, UserRow user, String oldPassword, String newPassword) {
        ConsoleInput.requirePassword(newPassword);
        return actions.change(call, user, oldPassword, newPassword)
                .map(done -> done.state().version());
    }

    /** Whoever must change the password may. */
    Uni<Integer> changeRequired(Visit visit, UserRow user, String newPassword) {
        ConsoleInput.requirePassword(newPassword);
        Origin origin =
                visit.origin(
                        user.account(),
                        user.id().text(),
                        user.arn().toString(),
                        "iam:ChangePassword",
                        user.arn());
        return passwords
                .isRight(Optional.of(user.id()), newPassword)
                .chain(same -> {
                    if (same) {
                        throw RefusedException.of(
                                ErrorCode.PASSWORD_POLICY_VIOLATION,
                                "The new password is the old one.");
                    }
                    return passwords.set(
                            origin,
                            user,
                            newPassword,
                            (looked, now) -> new ChangePassword(user.name(), looked, now));
                })
                .map(done -> done.state().version());
    }

    Uni<Void> used(UniqueId user) {
        return LoginView.used(database, user, clock.instant());
    }
}
