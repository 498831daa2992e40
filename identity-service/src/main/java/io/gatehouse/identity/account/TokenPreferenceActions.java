package io.gatehouse.identity.account;

import static io.gatehouse.identity.account.AccountKind.ACCOUNTS;

import io.gatehouse.identity.account.AccountCommand.ChooseTokenVersion;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.SetSecurityTokenServicePreferencesRequest;
import software.amazon.awssdk.services.iam.model.SetSecurityTokenServicePreferencesResponse;

/** SetSecurityTokenServicePreferences: what GetAccountSummary then tells (ADR 200). */
@ApplicationScoped
public class TokenPreferenceActions implements ActionSet {

    private final Commands commands;
    private final Gate gate;

    TokenPreferenceActions(Commands commands, Gate gate) {
        this.commands = commands;
        this.gate = gate;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(SetSecurityTokenServicePreferencesRequest.class, this::choose);
    }

    private Uni<Written<SetSecurityTokenServicePreferencesResponse>> choose(
            SetSecurityTokenServicePreferencesRequest request, Call call) {
        AccountId account = call.account();
        String wished = request.globalEndpointTokenVersionAsString();
        TokenVersion version =
                TokenVersion.find(wished)
                        .orElseThrow(() ->
                                RefusedException.of(
                                        ErrorCode.VALIDATION_ERROR,
                                        "no token version is named `%s`".formatted(wished)));
        return gate.require(
                        call,
                        "SetSecurityTokenServicePreferences",
                        Guard.NO_RESOURCE,
                        ContextKeys.none())
                .chain(origin ->
                        commands.run(
                                origin,
                                account,
                                ACCOUNTS,
                                Asked.always(account.digits(), new ChooseTokenVersion(version))))
                .map(done ->
                        new Written<>(
                                SetSecurityTokenServicePreferencesResponse.builder().build(),
                                done.revision()));
    }
}
