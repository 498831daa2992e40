package io.gatehouse.identity.account;

import static io.gatehouse.identity.account.AccountKind.ACCOUNTS;

import io.gatehouse.identity.account.AccountCommand.ChooseAlias;
import io.gatehouse.identity.account.AccountCommand.ReleaseAlias;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.CreateAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;

/** CreateAccountAlias, DeleteAccountAlias, ListAccountAliases: an account has one at most. */
@ApplicationScoped
public class AccountAliasActions implements ActionSet {

    private final Commands commands;
    private final Gate gate;
    private final Pool database;

    AccountAliasActions(Commands commands, Gate gate, Pool database) {
        this.commands = commands;
        this.gate = gate;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateAccountAliasRequest.class, this::create);
        actions.onWrite(DeleteAccountAliasRequest.class, this::delete);
        actions.on(ListAccountAliasesRequest.class, this::list);
    }

    private Uni<Written<CreateAccountAliasResponse>> create(
            CreateAccountAliasRequest request, Call call) {
        AccountAlias alias = alias(request.accountAlias(), ErrorCode.INVALID_INPUT);
        return run(call, "CreateAccountAlias", new ChooseAlias(alias))
                .map(revision ->
                        new Written<>(CreateAccountAliasResponse.builder().build(), revision));
    }

    private Uni<Written<DeleteAccountAliasResponse>> delete(
            DeleteAccountAliasRequest request, Call call) {
        AccountAlias alias = alias(request.accountAlias(), ErrorCode.NO_SUCH_ENTITY);
        return run(call, "DeleteAccountAlias", new ReleaseAlias(alias))
                .map(revision ->
                        new Written<>(DeleteAccountAliasResponse.builder().build(), revision));
    }

    private Uni<Revision> run(Call call, String action, AccountCommand command) {
        AccountId account = call.account();
        return gate.require(call, action, Guard.NO_RESOURCE, ContextKeys.none())
                .chain(origin ->
                        commands.run(
                                origin, account, ACCOUNTS, Asked.always(account.digits(), command)))
                .map(Done::revision);
    }

    private Uni<ListAccountAliasesResponse> list(ListAccountAliasesRequest request, Call call) {
        PageRequest page = Form.page("account aliases", request.marker(), request.maxItems());
        return gate.require(call, "ListAccountAliases", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> AccountView.settings(database, call.account()))
                .map(settings ->
                        ListAccountAliasesResponse.builder()
                                .accountAliases(
                                        settings.alias().stream()
                                                .map(AccountAlias::text)
                                                .filter(text -> text.compareTo(page.after()) > 0)
                                                .toList())
                                .isTruncated(false)
                                .build());
    }

    /** The model's pattern lets twelve digits through, which are an account's id. */
    private static AccountAlias alias(String text, ErrorCode otherwise) {
        if (!AccountAlias.isValid(text)) {
            throw RefusedException.of(otherwise, "The account alias " + text + " is not an alias.");
        }
        return new AccountAlias(text);
    }
}
