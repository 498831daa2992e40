package io.gatehouse.identity.console;

import io.gatehouse.eventstore.Heads;
import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.identity.account.AccountView.AccountRow;
import io.gatehouse.identity.console.ConsoleSession.Acting;
import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.identity.role.RoleView;
import io.gatehouse.identity.session.LiveSession;
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

    Uni<UserRow> user(ConsoleSession session, Person.OfPassword person) {
        return UserView.byId(database, session.account(), person.id())
                .map(found -> found.orElseThrow(CallersOfConsole::ended));
    }

    /** The request in the name of who signed in, whatever role is switched to. */
    Uni<Call> ofOwn(Visit visit, ConsoleSession session) {
        return call(visit, session.account(), session.own());
    }

    /** The request in the name of who acts now. */
    Uni<Call> ofActing(Visit visit, ConsoleSession session) {
        return call(visit, session.account(), session.acting());
    }

    /** The secret of the role's session that acts; a user's own is for the page alone. */
    Uni<SecretKey> secretOfRole(ConsoleSession session) {
        return live(session.acting())
                .map(found -> {
                    if (found.caller() instanceof Caller.AssumedRole) {
                        return found.secret().orElseThrow(CallersOfConsole::ended);
                    }
                    throw RefusedException.of(
                            ErrorCode.INVALID_INPUT,
                            "Only a role's session has keys for the command line.");
                });
    }

    private Uni<LiveSession> live(Optional<Acting> acting) {
        Acting as = acting.orElseThrow(CallersOfConsole::ended);
        return live.find(as.accessKeyId(), as.token().text())
                .map(found ->
                        found.filter(session -> session.secret().isPresent())
                                .orElseThrow(CallersOfConsole::ended));
    }

    private Uni<Call> call(Visit visit, AccountId account, Optional<Acting> acting) {
        return live(acting)
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
        return AccountByWords.find(database, text)
                .map(row ->
                        row.map(AccountRow::id)
                                .orElseThrow(() ->
                                        RefusedException.of(
                                                ErrorCode.INVALID_INPUT,
                                                "`%s` is no account".formatted(text))));
    }

    /** The person's name is the name of the session; AWS's console does the same. */
    static String sessionName(Call call) {
        String name = name(call.caller());
        return name.length() < 2 ? name + "-" : name;
    }

    /** What a user, or the session of a role, is called. */
    static String name(Caller caller) {
        return switch (caller) {
            case Caller.User user -> user.userName();
            case Caller.AssumedRole role -> segment(role, 2);
            case Caller.Root _, Caller.FederatedUser _, Caller.Unsigned _ ->
                    throw new IllegalStateException("nobody of that kind signs in here");
        };
    }

    /** Of {@code assumed-role/ROLE/SESSION}. */
    static String roleName(Caller.AssumedRole role) {
        return segment(role, 1);
    }

    private static String segment(Caller.AssumedRole role, int index) {
        return role.arn().resource().split("/", -1)[index];
    }

    static RefusedException ended() {
        return RefusedException.of(ErrorCode.EXPIRED_TOKEN, "Your session has ended. Sign in.");
    }
}
