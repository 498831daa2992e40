package io.gatehouse.identity.login;

import io.gatehouse.identity.login.LoginEvent.LoginProfileCreated;
import io.gatehouse.identity.login.LoginEvent.LoginProfileDeleted;
import io.gatehouse.identity.login.LoginEvent.PasswordChanged;
import io.gatehouse.identity.login.LoginEvent.PasswordResetRequired;
import io.gatehouse.identity.login.LoginEvent.PasswordResetWaived;
import io.gatehouse.identity.login.LoginEvent.PasswordSet;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.model.UniqueId;

import java.time.Instant;

/** The life of a user's login profile; it can begin again after its end. */
public sealed interface LoginProfile {

    LoginProfile ABSENT = new Absent();

    /** How many passwords this user has had so far. */
    int version();

    record Absent() implements LoginProfile {
        @Override
        public int version() {
            return 0;
        }
    }

    /**
     * @param changed when the present password was set
     */
    record Active(
            UniqueId user, int version, Instant created, Instant changed, boolean resetRequired)
            implements LoginProfile {

        private Active set(boolean reset, Instant at) {
            return new Active(user, version + 1, created, at, reset);
        }

        private Active with(boolean reset) {
            return new Active(user, version, created, changed, reset);
        }
    }

    record Deleted(UniqueId user, int version) implements LoginProfile {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static LoginProfile evolve(LoginProfile profile, LoginEvent event) {
        return switch (profile) {
            case Absent _, Deleted _ ->
                    switch (event) {
                        case LoginProfileCreated(var user, var reset, var at) ->
                                new Active(user, profile.version() + 1, at, at, reset);
                        case PasswordSet _,
                                PasswordChanged _,
                                PasswordResetRequired _,
                                PasswordResetWaived _,
                                LoginProfileDeleted _ ->
                                throw new CorruptStreamException(profile, event);
                    };
            case Active active ->
                    switch (event) {
                        case PasswordSet(var reset, var at) -> active.set(reset, at);
                        case PasswordChanged(var at) -> active.set(false, at);
                        case PasswordResetRequired _ -> active.with(true);
                        case PasswordResetWaived _ -> active.with(false);
                        case LoginProfileDeleted _ -> new Deleted(active.user(), active.version());
                        case LoginProfileCreated _ ->
                                throw new CorruptStreamException(profile, event);
                    };
        };
    }
}
