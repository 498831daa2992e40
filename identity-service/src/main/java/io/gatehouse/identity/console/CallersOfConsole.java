package io.gatehouse.identity.console;

import io.gatehouse.eventstore.Heads;
import io.gatehouse.identity.account.AccountAlias;
import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.console.ConsoleSession.Acting;
import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.identity.role.RoleView;
import io.gatehouse.identity.session.LiveSessions;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.LogName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who a session of the console is, as the rest of this service knows callers. */
@ApplicationScoped
class CallersOfConsole {

    private final LiveSessions live;
    private final Pool database;
    private final Clock clock;

    CallersOfConsole(LiveSessions live, Pool database, Clock clock) {
        this.live = live;
        this.database = database;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    Uni<UserRow> user(ConsoleSession session) {
        return UserView.byId(database, session.account(), session.user())
                .map(found -> found.orElseThrow(CallersOfConsole::ended));
    }

    /** The request in the name of the user, whatever role is switched to. */
    Uni<Call> ofUser(Visit visit, ConsoleSession session) {
        return call(visit, session.account(), session.own());
    }

    /** The request in the name of who acts now. */
    Uni<Call> ofActing(Visit visit, ConsoleSession session) {
        return call(visit, session.account(), session.acting());
    }

    private Uni<Call> call(Visit visit, AccountId account, Optional<Acting> acting) {
        Acting as = acting.orElseThrow(CallersOfConsole::ended);
        return live.find(as.accessKeyId(), as.token().text())
                .map(found ->
                        found.filter(session -> session.secret().isPresent())
                                .orElseThrow(CallersOfConsole::ended))
                .chain(session ->
                        Heads.of(database, LogName.IDENTITY, List.of(account))
                                .map(heads -> visit.call(session.caller(), heads)));
    }

    /** The ARN that a role has, or would have, by the words that were typed. */
    Uni<Arn> roleArn(ConsoleSession session, String account, String roleName) {
        if (!EntityName.isValid(roleName)) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT, "`%s` is no name of a role".formatted(roleName));
        }
        EntityName name = new EntityName(roleName);
        return account(session, account)
                .chain(id ->
                        RoleView.byName(database, id, name)
                                .map(row ->
                                        row.map(RoleRow::arn)
                                                .orElseGet(() -> Arn.iam(id, "role/" + name))));
    }

    private Uni<AccountId> account(ConsoleSession session, String text) {
        if (text.isEmpty()) {
            return Uni.createFrom().item(session.account());
        }
        if (AccountId.isValid(text)) {
            return Uni.createFrom().item(new AccountId(text));
        }
        Uni<Optional<AccountView.AccountRow>> found =
                AccountAlias.isValid(text)
                        ? AccountView.byAlias(database, new AccountAlias(text))
                        : Uni.createFrom().item(Optional.empty());
        return found.map(row ->
                row.map(AccountView.AccountRow::id)
                        .orElseThrow(() ->
                                RefusedException.of(
                                        ErrorCode.INVALID_INPUT,
                                        "`%s` is no account".formatted(text))));
    }

    /** The user's name is the name of the session; AWS's console does the same. */
    String sessionName(Call call) {
        // INVARIANT: only users sign in here.
        String name = ((Caller.User) call.caller()).userName();
        return name.length() < 2 ? name + "-" : name;
    }

    private static RefusedException ended() {
        return RefusedException.of(ErrorCode.EXPIRED_TOKEN, "Your session has ended. Sign in.");
    }
}
