package io.gatehouse.identity.console;

import io.gatehouse.internal.v1.ConsoleCredentials;
import io.gatehouse.internal.v1.ConsoleReply;
import io.gatehouse.internal.v1.SignedOut;
import io.gatehouse.kit.call.RefusedException;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.util.function.Function;

/**
 * What a person can do who visits: sign in and out, change the password, switch to a role and back.
 * Each act is authorised and written as the same action over the wire is.
 */
@ApplicationScoped
class Console {

    /** As long as AWS's console lets one be. */
    static final Duration LONGEST = Duration.ofHours(12);

    private final Door door;
    private final PasswordState state;
    private final ConsoleSessions sessions;
    private final Visitors visitors;
    private final ConsolePages pages;

    Console(
            Door door,
            PasswordState state,
            ConsoleSessions sessions,
            Visitors visitors,
            ConsolePages pages) {
        this.door = door;
        this.state = state;
        this.sessions = sessions;
        this.visitors = visitors;
        this.pages = pages;
    }

    Uni<ConsoleReply> signIn(Visit visit, SigningIn typed) {
        return door.knock(visit, typed)
                .chain(outcome ->
                        switch (outcome) {
                            case Door.Outcome.Unknown _ ->
                                    Uni.createFrom()
                                            .item(
                                                    signedOut(
                                                            "Account, user, password or code is"
                                                                    + " not right."));
                            case Door.Outcome.TooSoon _ ->
                                    Uni.createFrom()
                                            .item(
                                                    signedOut(
                                                            "Too many wrong tries. Wait a little,"
                                                                    + " and try again."));
                            case Door.Outcome.Known known -> admit(visit, known);
                        });
    }

    private Uni<ConsoleReply> admit(Visit visit, Door.Outcome.Known known) {
        return state.of(known.user(), known.settings())
                .chain(password ->
                        switch (password) {
                            case PasswordState.State.Expired _ ->
                                    Uni.createFrom()
                                            .item(
                                                    signedOut(
                                                            "This password has expired. Ask an"
                                                                    + " administrator for a new one."));
                            case PasswordState.State.MustChange(var login, var reason) ->
                                    begin(
                                            visit,
                                            visitors.restricted(
                                                    known.user(),
                                                    login.version(),
                                                    known.multiFactor(),
                                                    reason));
                            case PasswordState.State.Good(var login) ->
                                    begin(
                                            visit,
                                            visitors.signedIn(
                                                    visit,
                                                    known.user(),
                                                    login.version(),
                                                    known.multiFactor()));
                        });
    }

    private Uni<ConsoleReply> begin(Visit visit, ConsoleSession session) {
        return sessions.begin(visit.secret(), session)
                .call(() -> visitors.used(session))
                .chain(secret -> reply(visit, session, secret, ""));
    }

    Uni<ConsoleReply> look(Visit visit) {
        return sessions.find(visit.secret())
                .chain(found ->
                        found.map(session -> reply(visit, session, "", ""))
                                .orElseGet(() -> Uni.createFrom().item(signedOut(""))));
    }

    Uni<ConsoleReply> changePassword(Visit visit, String oldPassword, String newPassword) {
        return during(
                visit,
                session ->
                        visitors.changePassword(visit, session, oldPassword, newPassword)
                                .chain(next -> replaced(visit, next, "Your password is changed.")));
    }

    Uni<ConsoleReply> switchRole(Visit visit, String account, String role) {
        return during(
                visit,
                session ->
                        visitors.switchRole(visit, session, account, role)
                                .chain(next -> replaced(visit, next, "You act as a role now.")));
    }

    Uni<ConsoleReply> switchBack(Visit visit) {
        return during(
                visit,
                session ->
                        replaced(
                                visit,
                                visitors.switchBack(visit, session),
                                "You act as yourself again."));
    }

    Uni<ConsoleReply> showCredentials(Visit visit) {
        return during(
                visit,
                session ->
                        visitors.credentials(visit, session)
                                .chain(keys ->
                                        reply(visit, session, "", "")
                                                .map(reply -> with(reply, keys))));
    }

    private static ConsoleReply with(ConsoleReply reply, ConsoleCredentials keys) {
        return reply.hasPage()
                ? reply.toBuilder()
                        .setPage(reply.getPage().toBuilder().setCredentials(keys))
                        .build()
                : reply;
    }

    Uni<ConsoleReply> signOut(Visit visit) {
        return sessions.find(visit.secret())
                .invoke(found -> found.ifPresent(session -> visitors.signedOut(visit, session)))
                .chain(() -> sessions.end(visit.secret()))
                .replaceWith(signedOut(""));
    }

    /** An expected no is shown on the page that asked. */
    private Uni<ConsoleReply> during(Visit visit, Function<ConsoleSession, Uni<ConsoleReply>> act) {
        return sessions.find(visit.secret())
                .chain(found ->
                        found.map(session ->
                                        Uni.createFrom()
                                                .deferred(() -> act.apply(session))
                                                .onFailure(RefusedException.class)
                                                .recoverWithUni(failure ->
                                                        reply(
                                                                visit,
                                                                session,
                                                                "",
                                                                failure.refusal().message())))
                                .orElseGet(
                                        () -> Uni.createFrom().item(signedOut("Sign in again."))));
    }

    private Uni<ConsoleReply> replaced(Visit visit, ConsoleSession next, String notice) {
        return sessions.replace(visit.secret(), next)
                .chain(secret -> reply(visit, next, secret, ""))
                .map(reply -> reply.toBuilder().setNotice(notice).build());
    }

    private Uni<ConsoleReply> reply(
            Visit visit, ConsoleSession session, String secret, String problem) {
        return pages.of(visit, session)
                .map(shown -> shown.toBuilder().setSession(secret).setProblem(problem).build());
    }

    static ConsoleReply signedOut(String problem) {
        return ConsoleReply.newBuilder()
                .setProblem(problem)
                .setSignedOut(SignedOut.getDefaultInstance())
                .build();
    }
}
