package io.gatehouse.identity.login;

import static io.gatehouse.identity.login.LoginKind.LOGIN_PROFILES;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.login.LoginCommand.CreateLoginProfile;
import io.gatehouse.identity.login.LoginCommand.DeleteLoginProfile;
import io.gatehouse.identity.login.LoginCommand.RequireReset;
import io.gatehouse.identity.login.LoginCommand.SetPassword;
import io.gatehouse.identity.user.PermittedUsers;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.GetLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.GetLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileResponse;

import java.time.Instant;
import java.util.Optional;

/** CreateLoginProfile, GetLoginProfile, UpdateLoginProfile, DeleteLoginProfile. */
@ApplicationScoped
public class LoginProfileActions implements ActionSet {

    private final Commands commands;
    private final Passwords passwords;
    private final PermittedUsers users;
    private final Pool database;

    LoginProfileActions(
            Commands commands, Passwords passwords, PermittedUsers users, Pool database) {
        this.commands = commands;
        this.passwords = passwords;
        this.users = users;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateLoginProfileRequest.class, this::create);
        actions.on(GetLoginProfileRequest.class, this::read);
        actions.onWrite(UpdateLoginProfileRequest.class, this::update);
        actions.onWrite(DeleteLoginProfileRequest.class, this::delete);
    }

    private Uni<Written<CreateLoginProfileResponse>> create(
            CreateLoginProfileRequest request, Call call) {
        String password = request.password();
        if (password == null) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR, "A login profile needs a password.");
        }
        boolean reset = Boolean.TRUE.equals(request.passwordResetRequired());
        return require(call, "CreateLoginProfile", request.userName())
                .chain(user ->
                        passwords
                                .set(
                                        user.origin(),
                                        user.target(),
                                        password,
                                        (looked, now) ->
                                                new CreateLoginProfile(
                                                        user.target().id(),
                                                        user.target().name(),
                                                        looked,
                                                        reset,
                                                        now))
                                .map(done -> created(user.target(), done)));
    }

    private static Written<CreateLoginProfileResponse> created(
            UserRow user, Done<LoginProfile> done) {
        // INVARIANT: asked only after a command that leaves the profile active.
        LoginProfile.Active profile = (LoginProfile.Active) done.state();
        return new Written<>(
                CreateLoginProfileResponse.builder()
                        .loginProfile(answer(user, profile.created(), profile.resetRequired()))
                        .build(),
                done.revision());
    }

    private Uni<GetLoginProfileResponse> read(GetLoginProfileRequest request, Call call) {
        return require(call, "GetLoginProfile", request.userName())
                .map(Permitted::target)
                .chain(user ->
                        LoginView.ofUser(database, user.id())
                                .map(found -> found.orElseThrow(() -> absent(user)))
                                .map(row ->
                                        GetLoginProfileResponse.builder()
                                                .loginProfile(
                                                        answer(
                                                                user,
                                                                row.created(),
                                                                row.resetRequired()))
                                                .build()));
    }

    private Uni<Written<UpdateLoginProfileResponse>> update(
            UpdateLoginProfileRequest request, Call call) {
        Optional<Boolean> reset = Optional.ofNullable(request.passwordResetRequired());
        Optional<String> password = Optional.ofNullable(request.password());
        return require(call, "UpdateLoginProfile", request.userName())
                .chain(user ->
                        password.map(text ->
                                        passwords.set(
                                                user.origin(),
                                                user.target(),
                                                text,
                                                (looked, now) ->
                                                        new SetPassword(
                                                                user.target().name(),
                                                                looked,
                                                                reset,
                                                                now)))
                                .orElseGet(() -> requireReset(user, reset)))
                .map(done ->
                        new Written<>(
                                UpdateLoginProfileResponse.builder().build(), done.revision()));
    }

    private Uni<Done<LoginProfile>> requireReset(Permitted<UserRow> user, Optional<Boolean> reset) {
        boolean required =
                reset.orElseThrow(() ->
                        RefusedException.of(
                                ErrorCode.VALIDATION_ERROR,
                                "At least one of Password and PasswordResetRequired must be"
                                        + " given."));
        return run(user, new RequireReset(user.target().name(), required));
    }

    private Uni<Written<DeleteLoginProfileResponse>> delete(
            DeleteLoginProfileRequest request, Call call) {
        return require(call, "DeleteLoginProfile", request.userName())
                .chain(user -> run(user, new DeleteLoginProfile(user.target().name())))
                .map(done ->
                        new Written<>(
                                DeleteLoginProfileResponse.builder().build(), done.revision()));
    }

    private Uni<Permitted<UserRow>> require(Call call, String action, @Nullable String userName) {
        return users.require(call, action, PermittedUsers.nameOrCaller(call, userName));
    }

    private Uni<Done<LoginProfile>> run(Permitted<UserRow> user, LoginCommand command) {
        UserRow row = user.target();
        return commands.run(
                user.origin(),
                row.account(),
                LOGIN_PROFILES,
                Asked.always(row.id().text(), command));
    }

    private static software.amazon.awssdk.services.iam.model.LoginProfile answer(
            UserRow user, Instant created, boolean resetRequired) {
        return software.amazon.awssdk.services.iam.model.LoginProfile.builder()
                .userName(user.name().text())
                .createDate(Reply.date(created))
                .passwordResetRequired(resetRequired)
                .build();
    }

    private static RefusedException absent(UserRow user) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY,
                "Login Profile for User " + user.name() + " cannot be found.");
    }
}
