package io.gatehouse.identity.login;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;

import io.gatehouse.identity.login.LoginCommand.ChangePassword;
import io.gatehouse.identity.login.LoginCommand.CreateLoginProfile;
import io.gatehouse.identity.login.LoginCommand.DeleteLoginProfile;
import io.gatehouse.identity.login.LoginCommand.RequireReset;
import io.gatehouse.identity.login.LoginCommand.SetPassword;
import io.gatehouse.identity.login.LoginEvent.LoginProfileCreated;
import io.gatehouse.identity.login.LoginEvent.LoginProfileDeleted;
import io.gatehouse.identity.login.LoginEvent.PasswordChanged;
import io.gatehouse.identity.login.LoginEvent.PasswordResetRequired;
import io.gatehouse.identity.login.LoginEvent.PasswordResetWaived;
import io.gatehouse.identity.login.LoginEvent.PasswordSet;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.model.ErrorCode;

/** The rules of login profiles. Texts are AWS's (SEMANTICS 10). */
public final class LoginDecider {

    private LoginDecider() {}

    public static Decision<LoginEvent> decide(LoginProfile profile, LoginCommand command) {
        return switch (profile) {
            case LoginProfile.Absent _, LoginProfile.Deleted _ ->
                    switch (command) {
                        case CreateLoginProfile(var user, var _, var password, var reset, var at) ->
                                ifGood(
                                        password,
                                        profile.version(),
                                        new LoginProfileCreated(user, reset, at));
                        case SetPassword _,
                                ChangePassword _,
                                RequireReset _,
                                DeleteLoginProfile _ ->
                                refuse(
                                        ErrorCode.NO_SUCH_ENTITY,
                                        "Login Profile for User "
                                                + command.userName()
                                                + " cannot be found.");
                    };
            case LoginProfile.Active active -> decide(active, command);
        };
    }

    private static Decision<LoginEvent> decide(LoginProfile.Active profile, LoginCommand command) {
        return switch (command) {
            case CreateLoginProfile _ ->
                    refuse(
                            ErrorCode.ENTITY_ALREADY_EXISTS,
                            "Login Profile for user " + command.userName() + " already exists.");
            case SetPassword(var _, var password, var reset, var at) ->
                    ifGood(
                            password,
                            profile.version(),
                            new PasswordSet(reset.orElse(profile.resetRequired()), at));
            case ChangePassword(var _, var password, var at) ->
                    ifGood(password, profile.version(), new PasswordChanged(at));
            case RequireReset(var _, var required) -> {
                if (required == profile.resetRequired()) {
                    yield accept();
                }
                yield accept(required ? new PasswordResetRequired() : new PasswordResetWaived());
            }
            case DeleteLoginProfile _ -> accept(new LoginProfileDeleted());
        };
    }

    private static Decision<LoginEvent> ifGood(
            NewPassword password, int version, LoginEvent event) {
        if (password.since() != version) {
            return refuse(
                    ErrorCode.CONCURRENT_MODIFICATION,
                    "The password was changed meanwhile. Try again.");
        }
        if (!password.complaints().isEmpty()) {
            return refuse(
                    ErrorCode.PASSWORD_POLICY_VIOLATION,
                    String.join(". ", password.complaints()) + ".");
        }
        if (password.isReused()) {
            return refuse(
                    ErrorCode.PASSWORD_POLICY_VIOLATION,
                    "Policy constraint violation with password reuse prevention during password"
                            + " change.");
        }
        return accept(event);
    }
}
