package io.gatehouse.identity.account;

import static io.gatehouse.identity.account.AccountKind.ACCOUNTS;

import io.gatehouse.identity.account.AccountCommand.RemovePasswordPolicy;
import io.gatehouse.identity.account.AccountCommand.SetPasswordPolicy;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyResponse;

import java.util.Objects;
import java.util.Optional;

/** GetAccountPasswordPolicy, UpdateAccountPasswordPolicy, DeleteAccountPasswordPolicy. */
@ApplicationScoped
public class PasswordPolicyActions implements ActionSet {

    private final Commands commands;
    private final Gate gate;
    private final Pool database;

    PasswordPolicyActions(Commands commands, Gate gate, Pool database) {
        this.commands = commands;
        this.gate = gate;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetAccountPasswordPolicyRequest.class, this::read);
        actions.onWrite(UpdateAccountPasswordPolicyRequest.class, this::update);
        actions.onWrite(DeleteAccountPasswordPolicyRequest.class, this::delete);
    }

    /** Whom the policy lets change their passwords, they may see what it demands of them. */
    private Uni<GetAccountPasswordPolicyResponse> read(
            GetAccountPasswordPolicyRequest request, Call call) {
        return AccountView.settings(database, call.account())
                .chain(settings ->
                        gate.require(
                                        call,
                                        "GetAccountPasswordPolicy",
                                        Guard.NO_RESOURCE,
                                        ContextKeys.none(),
                                        isOpenTo(call, settings))
                                .map(_ -> answer(call.account(), settings)));
    }

    /** Whether a caller may change the own password by the account's policy alone. */
    public static boolean isOpenTo(Call call, AccountSettings settings) {
        return call.caller() instanceof Caller.User
                && settings.passwordPolicy().map(PasswordPolicy::usersMayChange).orElse(false);
    }

    private Uni<Written<UpdateAccountPasswordPolicyResponse>> update(
            UpdateAccountPasswordPolicyRequest request, Call call) {
        PasswordPolicy policy =
                new PasswordPolicy(
                        Objects.requireNonNullElse(
                                request.minimumPasswordLength(), PasswordPolicy.LEAST_LENGTH),
                        isTrue(request.requireSymbols()),
                        isTrue(request.requireNumbers()),
                        isTrue(request.requireUppercaseCharacters()),
                        isTrue(request.requireLowercaseCharacters()),
                        isTrue(request.allowUsersToChangePassword()),
                        Optional.ofNullable(request.maxPasswordAge()),
                        Optional.ofNullable(request.passwordReusePrevention()),
                        isTrue(request.hardExpiry()));
        return run(call, "UpdateAccountPasswordPolicy", new SetPasswordPolicy(policy))
                .map(revision ->
                        new Written<>(
                                UpdateAccountPasswordPolicyResponse.builder().build(), revision));
    }

    private Uni<Written<DeleteAccountPasswordPolicyResponse>> delete(
            DeleteAccountPasswordPolicyRequest request, Call call) {
        return run(call, "DeleteAccountPasswordPolicy", new RemovePasswordPolicy())
                .map(revision ->
                        new Written<>(
                                DeleteAccountPasswordPolicyResponse.builder().build(), revision));
    }

    private Uni<Revision> run(Call call, String action, AccountCommand command) {
        AccountId account = call.account();
        return gate.require(call, action, Guard.NO_RESOURCE, ContextKeys.none())
                .chain(origin ->
                        commands.run(
                                origin, account, ACCOUNTS, Asked.always(account.digits(), command)))
                .map(Done::revision);
    }

    private static GetAccountPasswordPolicyResponse answer(
            AccountId account, AccountSettings settings) {
        PasswordPolicy policy =
                settings.passwordPolicy()
                        .orElseThrow(() ->
                                RefusedException.of(
                                        ErrorCode.NO_SUCH_ENTITY,
                                        AccountDecider.noPasswordPolicy(account)));
        return GetAccountPasswordPolicyResponse.builder()
                .passwordPolicy(p ->
                        p.minimumPasswordLength(policy.minimumLength())
                                .requireSymbols(policy.symbols())
                                .requireNumbers(policy.numbers())
                                .requireUppercaseCharacters(policy.uppercase())
                                .requireLowercaseCharacters(policy.lowercase())
                                .allowUsersToChangePassword(policy.usersMayChange())
                                .expirePasswords(policy.maximumAgeDays().isPresent())
                                .maxPasswordAge(policy.maximumAgeDays().orElse(null))
                                .passwordReusePrevention(policy.reusePrevention().orElse(null))
                                .hardExpiry(policy.hardExpiry()))
                .build();
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
