package io.gatehouse.identity.console;

import io.gatehouse.identity.account.AccountAlias;
import io.gatehouse.identity.account.AccountSettings;
import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.internal.v1.ConsolePage;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.internal.v1.MustChangePassword;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

/** Puts together what a session's page shows: of one's own, whatever policies say. */
@ApplicationScoped
class ConsolePages {

    private final CallersOfConsole callers;
    private final AllowedOnPage allowed;
    private final OwnCredentials own;
    private final Pool database;

    ConsolePages(
            CallersOfConsole callers, AllowedOnPage allowed, OwnCredentials own, Pool database) {
        this.callers = callers;
        this.allowed = allowed;
        this.own = own;
        this.database = database;
    }

    /** A session whose user or role is gone is signed out. */
    Uni<ConsoleReply> of(Visit visit, ConsoleSession session) {
        return callers.user(session)
                .chain(user ->
                        AccountView.settings(database, session.account())
                                .chain(settings ->
                                        session.mustChange().isPresent()
                                                ? Uni.createFrom()
                                                        .item(mustChange(user, session, settings))
                                                : page(visit, session, user, settings)))
                .onFailure(ConsolePages::isEnd)
                .recoverWithItem(_ -> Console.signedOut("Your session has ended."));
    }

    private static boolean isEnd(Throwable failure) {
        return failure instanceof RefusedException refused
                && refused.refusal().code() == ErrorCode.EXPIRED_TOKEN;
    }

    private static ConsoleReply mustChange(
            UserRow user, ConsoleSession session, AccountSettings settings) {
        return ConsoleReply.newBuilder()
                .setMustChangePassword(
                        MustChangePassword.newBuilder()
                                .setAccount(shown(session.account(), settings))
                                .setUserName(user.name().text())
                                .setReason(session.mustChange().orElse("")))
                .build();
    }

    private Uni<ConsoleReply> page(
            Visit visit, ConsoleSession session, UserRow user, AccountSettings settings) {
        ConsolePage.Builder page =
                ConsolePage.newBuilder()
                        .setAccount(session.account().digits())
                        .setAlias(settings.alias().map(AccountAlias::text).orElse(""))
                        .setUserName(user.name().text())
                        .setSessionExpires(session.expires().toString())
                        .setMultiFactor(session.multiFactor());
        session.role().ifPresent(role -> page.setRoleExpires(role.expires().toString()));
        return callers.ofActing(visit, session)
                .invoke(call -> actingAs(page, call.caller()))
                .call(() -> own.addTo(page, user, settings))
                .chain(call -> allowed.addTo(page, call, user))
                .map(_ -> ConsoleReply.newBuilder().setPage(page).build());
    }

    private static void actingAs(ConsolePage.Builder page, Caller caller) {
        page.setPrincipalArn(caller.arn().toString());
        if (caller instanceof Caller.AssumedRole role) {
            String[] parts = role.arn().resource().split("/", -1);
            page.setRoleName(parts[1]).setRoleAccount(role.account().digits());
        }
    }

    private static String shown(AccountId account, AccountSettings settings) {
        return settings.alias().map(AccountAlias::text).orElse(account.digits());
    }
}
