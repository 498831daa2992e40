package io.gatehouse.identity.console;

import io.gatehouse.identity.account.AccountAlias;
import io.gatehouse.identity.account.AccountSettings;
import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.console.Person.OfPassword;
import io.gatehouse.identity.console.Person.OfProvider;
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

import java.util.Optional;

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
        return AccountView.settings(database, session.account())
                .chain(settings ->
                        switch (session.person()) {
                            case OfPassword person -> of(visit, session, person, settings);
                            case OfProvider person -> of(visit, session, person, settings);
                        })
                .onFailure(ConsolePages::isEnd)
                .recoverWithItem(_ -> Console.signedOut("Your session has ended."));
    }

    private static boolean isEnd(Throwable failure) {
        return failure instanceof RefusedException refused
                && refused.refusal().code() == ErrorCode.EXPIRED_TOKEN;
    }

    private Uni<ConsoleReply> of(
            Visit visit, ConsoleSession session, OfPassword person, AccountSettings settings) {
        return callers.user(session, person)
                .chain(user ->
                        person.mustChange()
                                .map(why ->
                                        Uni.createFrom()
                                                .item(mustChange(user, why, session, settings)))
                                .orElseGet(() -> page(visit, session, person, user, settings)));
    }

    private Uni<ConsoleReply> of(
            Visit visit, ConsoleSession session, OfProvider person, AccountSettings settings) {
        ConsolePage.Builder page =
                begun(session, settings).setProviderArn(person.provider().toString());
        return callers.ofOwn(visit, session)
                .invoke(own -> {
                    page.setUserName(CallersOfConsole.name(own.caller()));
                    if (own.caller() instanceof Caller.AssumedRole role) {
                        page.setOwnRoleName(CallersOfConsole.roleName(role));
                    }
                })
                .chain(() -> acting(page, visit, session, Optional.empty()));
    }

    private static ConsoleReply mustChange(
            UserRow user, String why, ConsoleSession session, AccountSettings settings) {
        return ConsoleReply.newBuilder()
                .setMustChangePassword(
                        MustChangePassword.newBuilder()
                                .setAccount(shown(session.account(), settings))
                                .setUserName(user.name().text())
                                .setReason(why))
                .build();
    }

    private Uni<ConsoleReply> page(
            Visit visit,
            ConsoleSession session,
            OfPassword person,
            UserRow user,
            AccountSettings settings) {
        ConsolePage.Builder page =
                begun(session, settings)
                        .setUserName(user.name().text())
                        .setMultiFactor(person.multiFactor());
        return own.addTo(page, user, settings)
                .chain(() -> acting(page, visit, session, Optional.of(user)));
    }

    private static ConsolePage.Builder begun(ConsoleSession session, AccountSettings settings) {
        return ConsolePage.newBuilder()
                .setAccount(session.account().digits())
                .setAlias(settings.alias().map(AccountAlias::text).orElse(""))
                .setSessionExpires(session.expires().toString());
    }

    /** Who acts now, and what that one may do. */
    private Uni<ConsoleReply> acting(
            ConsolePage.Builder page, Visit visit, ConsoleSession session, Optional<UserRow> user) {
        return callers.ofActing(visit, session)
                .invoke(call -> {
                    page.setPrincipalArn(call.caller().arn().toString());
                    session.role()
                            .ifPresent(role -> {
                                page.setRoleExpires(role.expires().toString());
                                if (call.caller() instanceof Caller.AssumedRole assumed) {
                                    page.setRoleName(CallersOfConsole.roleName(assumed))
                                            .setRoleAccount(assumed.account().digits());
                                }
                            });
                })
                .chain(call -> allowed.addTo(page, call, user))
                .map(_ -> ConsoleReply.newBuilder().setPage(page).build());
    }

    private static String shown(AccountId account, AccountSettings settings) {
        return settings.alias().map(AccountAlias::text).orElse(account.digits());
    }
}
