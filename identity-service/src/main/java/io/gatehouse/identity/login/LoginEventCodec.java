package io.gatehouse.identity.login;

import io.gatehouse.identity.login.LoginEvent.LoginProfileCreated;
import io.gatehouse.identity.login.LoginEvent.LoginProfileDeleted;
import io.gatehouse.identity.login.LoginEvent.PasswordChanged;
import io.gatehouse.identity.login.LoginEvent.PasswordResetRequired;
import io.gatehouse.identity.login.LoginEvent.PasswordResetWaived;
import io.gatehouse.identity.login.LoginEvent.PasswordSet;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.EventCodec.Written;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.UnknownEventException;

/** The events of login profiles on the wire. */
public final class LoginEventCodec implements EventCodec<LoginEvent> {

    @Override
    public Written write(LoginEvent event, PersonalValues personal) {
        Fields fields = Fields.writing(personal);
        return switch (event) {
            case LoginProfileCreated(var user, var reset, var at) ->
                    fields.put("user_id", user)
                            .put("reset_required", reset)
                            .put("created", at)
                            .as("login-profile.created", 1);
            case PasswordSet(var reset, var at) ->
                    fields.put("reset_required", reset)
                            .put("changed", at)
                            .as("login-profile.password-set", 1);
            case PasswordChanged(var at) ->
                    fields.put("changed", at).as("login-profile.password-changed", 1);
            case PasswordResetRequired() -> fields.as("login-profile.reset-required", 1);
            case PasswordResetWaived() -> fields.as("login-profile.reset-waived", 1);
            case LoginProfileDeleted() -> fields.as("login-profile.deleted", 1);
        };
    }

    @Override
    public LoginEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "login-profile.created" ->
                    new LoginProfileCreated(
                            fields.id("user_id"),
                            fields.flag("reset_required"),
                            fields.instant("created"));
            case "login-profile.password-set" ->
                    new PasswordSet(fields.flag("reset_required"), fields.instant("changed"));
            case "login-profile.password-changed" -> new PasswordChanged(fields.instant("changed"));
            case "login-profile.reset-required" -> new PasswordResetRequired();
            case "login-profile.reset-waived" -> new PasswordResetWaived();
            case "login-profile.deleted" -> new LoginProfileDeleted();
            default -> throw new UnknownEventException(written);
        };
    }
}
