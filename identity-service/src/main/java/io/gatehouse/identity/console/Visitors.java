package io.gatehouse.identity.console;

import io.gatehouse.identity.console.ConsoleSession.Acting;
import io.gatehouse.identity.console.ConsoleSession.ActingRole;
import io.gatehouse.identity.console.Person.OfPassword;
import io.gatehouse.identity.console.Person.OfProvider;
import io.gatehouse.identity.session.AssumeRoleActions;
import io.gatehouse.identity.session.IssuedSession;
import io.gatehouse.identity.session.SessionRequest;
import io.gatehouse.identity.session.Sessions;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.internal.v1.ConsoleCredentials;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.gatehouse.model.session.SessionFacts;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

import java.util.Map;
import java.util.Optional;

/** The acts of people who have signed in, by the way of the actions that they are. */
@ApplicationScoped
class Visitors {

    private final Sessions sessions;
    private final AssumeRoleActions roles;
    private final OwnPasswordChange passwords;
    private final CallersOfConsole callers;
    private final SignInEvents events;

    Visitors(
            Sessions sessions,
            AssumeRoleActions roles,
            OwnPasswordChange passwords,
            CallersOfConsole callers,
            SignInEvents events) {
        this.sessions = sessions;
        this.roles = roles;
        this.passwords = passwords;
        this.callers = callers;
        this.events = events;
    }

    /** A session that can do nothing but change the password. */
    ConsoleSession restricted(UserRow user, int version, boolean multiFactor, String reason) {
        return new ConsoleSession(
                user.account(),
                new OfPassword(user.id(), version, multiFactor, Optional.of(reason)),
                callers.now().plus(Console.LONGEST),
                Optional.empty(),
                Optional.empty());
    }

    ConsoleSession signedIn(Visit visit, UserRow user, int version, boolean multiFactor) {
        Caller caller =
                new Caller.User(
                        user.account(), user.arn(), user.id().text(), user.name().text(), "");
        events.signedIn(
                visit.call(caller, Revision.NONE),
                user.arn(),
                Map.of("multi_factor", Boolean.toString(multiFactor)));
        return new ConsoleSession(
                        user.account(),
                        new OfPassword(user.id(), version, multiFactor, Optional.empty()),
                        callers.now().plus(Console.LONGEST),
                        Optional.empty(),
                        Optional.empty())
                .as(issue(user, multiFactor));
    }

    private Acting issue(UserRow user, boolean multiFactor) {
        SessionFacts facts =
                multiFactor
                        ? SessionFacts.NONE.withMfa(Optional.of(callers.now()))
                        : SessionFacts.NONE;
        IssuedSession issued =
                sessions.issue(
                        SessionRequest.ofSignedIn(
                                        user.account(), Optional.of(user.id()), Console.LONGEST)
                                .withFacts(facts));
        return new Acting(issued.accessKeyId().text(), issued.token());
    }

    /** The password has just been used. */
    Uni<Void> used(ConsoleSession session) {
        return passwords.used(session.person().id());
    }

    /**
     * Where the password must be changed, who signed in has just shown the old one; else it is
     * asked for, and {@code iam:ChangePassword} with it.
     */
    Uni<ConsoleSession> changePassword(
            Visit visit, ConsoleSession session, String oldPassword, String newPassword) {
        return switch (session.person()) {
            case OfProvider _ ->
                    throw RefusedException.of(
                            ErrorCode.INVALID_INPUT, "Your password is kept by your provider.");
            case OfPassword person ->
                    callers.user(session, person)
                            .chain(user ->
                                    person.mustChange().isPresent()
                                            ? passwords
                                                    .changeRequired(visit, user, newPassword)
                                                    .map(version ->
                                                            signedIn(
                                                                    visit,
                                                                    user,
                                                                    version,
                                                                    person.multiFactor()))
                                            : callers.ofOwn(visit, session)
                                                    .invoke(call ->
                                                            events.acts(call, "iam:ChangePassword"))
                                                    .chain(call ->
                                                            passwords.change(
                                                                    call,
                                                                    user,
                                                                    oldPassword,
                                                                    newPassword))
                                                    .map(version ->
                                                            session.of(person.with(version))));
        };
    }

    /** AssumeRole as who signed in; from within a role, too, it is they who switch. */
    Uni<ConsoleSession> switchRole(
            Visit visit, ConsoleSession session, String account, String roleName) {
        return callers.ofOwn(visit, session)
                .invoke(call -> events.acts(call, "sts:AssumeRole"))
                .chain(call ->
                        callers.roleArn(session, account, roleName)
                                .chain(arn ->
                                        roles.assume(
                                                        AssumeRoleRequest.builder()
                                                                .roleArn(arn.toString())
                                                                .roleSessionName(
                                                                        CallersOfConsole
                                                                                .sessionName(call))
                                                                .build(),
                                                        call)
                                                .invoke(() -> events.switchedRole(call, arn))))
                .map(answer -> session.in(Optional.of(acting(answer))));
    }

    private static ActingRole acting(AssumeRoleResponse answer) {
        return new ActingRole(
                new Acting(
                        answer.credentials().accessKeyId(),
                        new SessionToken(answer.credentials().sessionToken())),
                answer.credentials().expiration());
    }

    /** Keys of the role that acts, for the command line. */
    Uni<ConsoleCredentials> credentials(Visit visit, ConsoleSession session) {
        Acting acting = session.acting().orElseThrow(CallersOfConsole::ended);
        return callers.secretOfRole(session)
                .invoke(() -> events.showedCredentials(visit, session))
                .map(secret ->
                        ConsoleCredentials.newBuilder()
                                .setAccessKeyId(acting.accessKeyId())
                                .setSecretAccessKey(secret.reveal())
                                .setSessionToken(acting.token().text())
                                .setExpires(
                                        session.role()
                                                .map(ActingRole::expires)
                                                .orElse(session.expires())
                                                .toString())
                                .build());
    }

    ConsoleSession switchBack(Visit visit, ConsoleSession session) {
        if (session.role().isPresent()) {
            events.leftRole(visit, session);
        }
        return session.in(Optional.empty());
    }

    void signedOut(Visit visit, ConsoleSession session) {
        events.signedOut(visit, session);
    }
}
