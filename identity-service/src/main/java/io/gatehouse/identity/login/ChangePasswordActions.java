package io.gatehouse.identity.login;

import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.account.PasswordPolicyActions;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.ChangePasswordRequest;
import software.amazon.awssdk.services.iam.model.ChangePasswordResponse;

/** ChangePassword: the caller's own, known before. */
@ApplicationScoped
public class ChangePasswordActions implements ActionSet {

    private final OwnPassword own;
    private final Gate gate;
    private final Pool database;

    ChangePasswordActions(OwnPassword own, Gate gate, Pool database) {
        this.own = own;
        this.gate = gate;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(ChangePasswordRequest.class, this::change);
    }

    private Uni<Written<ChangePasswordResponse>> change(ChangePasswordRequest request, Call call) {
        if (!(call.caller() instanceof Caller.User user)) {
            throw RefusedException.of(
                    ErrorCode.INVALID_USER_TYPE, "Only IAM Users can change their own password");
        }
        return UserView.byId(database, user.account(), new UniqueId(user.principalId()))
                .map(found ->
                        found.orElseThrow(() ->
                                RefusedException.of(
                                        ErrorCode.NO_SUCH_ENTITY,
                                        "The user with name %s cannot be found."
                                                .formatted(user.userName()))))
                .chain(row -> change(call, row, request.oldPassword(), request.newPassword()))
                .map(done ->
                        new Written<>(ChangePasswordResponse.builder().build(), done.revision()));
    }

    /** The same for a user who is there, and who calls. */
    public Uni<Done<LoginProfile>> change(
            Call call, UserRow user, String oldPassword, String newPassword) {
        return require(call, user)
                .chain(origin -> own.change(origin, user, oldPassword, newPassword));
    }

    /** By a policy, or by the account, which can let all of its users. */
    private Uni<Origin> require(Call call, UserRow user) {
        return AccountView.settings(database, user.account())
                .chain(settings ->
                        gate.require(
                                call,
                                "ChangePassword",
                                user.arn(),
                                ContextKeys.none().withResourceTags(Form.tagMap(user.tags())),
                                PasswordPolicyActions.isOpenTo(call, settings)));
    }
}
