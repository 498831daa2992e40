package io.gatehouse.identity.console;

import io.gatehouse.identity.console.ConsoleSession.Acting;
import io.gatehouse.identity.console.ConsoleSession.ActingRole;
import io.gatehouse.identity.log.Attempts;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.session.AssumeRoleActions;
import io.gatehouse.identity.session.IssuedSession;
import io.gatehouse.identity.session.SessionRequest;
import io.gatehouse.identity.session.Sessions;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.model.ActionName;
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
    private final Attempts attempts;

    Visitors(
            Sessions sessions,
            AssumeRoleActions roles,
            OwnPasswordChange passwords,
            CallersOfConsole callers,
            Attempts attempts) {
        this.sessions = sessions;
        this.roles = roles;
        this.passwords = passwords;
        this.callers = callers;
        this.attempts = attempts;
    }

    /** A session that can do nothing but change the password. */
    ConsoleSession restricted(UserRow user, int version, boolean multiFactor, String reason) {
        return new ConsoleSession(
                user.account(),
                user.id(),
                version,
                multiFactor,
                Optional.of(reason),
                callers.now().plus(Console.LONGEST),
                Optional.empty(),
                Optional.empty());
    }

    ConsoleSession signedIn(Visit visit, UserRow user, int version, boolean multiFactor) {
        attempts.noticed(
                visit.origin(
                        user.account(),
                        user.id().text(),
                        user.arn().toString(),
                        Door.ACTION,
                        user.arn()),
                "sign-in.succeeded",
                Map.of("multi_factor", Boolean.toString(multiFactor)));
        return restricted(user, version, multiFactor, "").as(issue(user, multiFactor));
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
        return passwords.used(session.user());
    }

    /**
     * Where the password must be changed, who signed in has just shown the old one; else it is
     * asked for, and {@code iam:ChangePassword} with it.
     */
    Uni<ConsoleSession> changePassword(
            Visit visit, ConsoleSession session, String oldPassword, String newPassword) {
        return callers.user(session)
                .chain(user ->
                        session.mustChange().isPresent()
                                ? passwords
                                        .changeRequired(visit, user, newPassword)
                                        .map(version ->
                                                signedIn(
                                                        visit,
                                                        user,
                                                        version,
                                                        session.multiFactor()))
                                : callers.ofUser(visit, session)
                                        .chain(call ->
                                                passwords.change(
                                                        call, user, oldPassword, newPassword))
                                        .map(session::withPassword));
    }

    /** AssumeRole as the user; from within a role, too, it is the user who switches. */
    Uni<ConsoleSession> switchRole(
            Visit visit, ConsoleSession session, String account, String roleName) {
        return callers.ofUser(visit, session)
                .chain(call ->
                        callers.roleArn(session, account, roleName)
                                .chain(arn ->
                                        roles.assume(
                                                        AssumeRoleRequest.builder()
                                                                .roleArn(arn.toString())
                                                                .roleSessionName(
                                                                        callers.sessionName(call))
                                                                .build(),
                                                        call)
                                                .invoke(() ->
                                                        attempts.noticed(
                                                                Origin.of(
                                                                        call,
                                                                        new ActionName(
                                                                                "gatehouse",
                                                                                "SwitchRole"),
                                                                        arn),
                                                                "sign-in.role-switched",
                                                                Map.of()))))
                .map(answer -> session.in(Optional.of(acting(answer))));
    }

    private static ActingRole acting(AssumeRoleResponse answer) {
        return new ActingRole(
                new Acting(
                        answer.credentials().accessKeyId(),
                        new SessionToken(answer.credentials().sessionToken())),
                answer.credentials().expiration());
    }

    ConsoleSession switchBack(Visit visit, ConsoleSession session) {
        if (session.role().isPresent()) {
            tell(visit, session, "gatehouse:SwitchBack", "sign-in.role-left");
        }
        return session.in(Optional.empty());
    }

    void signedOut(Visit visit, ConsoleSession session) {
        tell(visit, session, "gatehouse:SignOut", "sign-in.ended");
    }

    private void tell(Visit visit, ConsoleSession session, String action, String type) {
        attempts.noticed(
                visit.origin(
                        session.account(),
                        session.user().text(),
                        session.user().text(),
                        action,
                        "*"),
                type,
                Map.of());
    }
}
