package io.gatehouse.identity.login;

import static io.gatehouse.identity.login.LoginKind.LOGIN_PROFILES;

import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.account.PasswordPolicy;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sets and checks the passwords of users. Hashing is done before a transaction; what it found out
 * is an input of the decision.
 */
@ApplicationScoped
public class Passwords {

    private final Commands commands;
    private final PasswordHashing hashing;
    private final Pool database;

    Passwords(Commands commands, PasswordHashing hashing, Pool database) {
        this.commands = commands;
        this.hashing = hashing;
        this.database = database;
    }

    /** Makes the command once the password was looked at. */
    public interface Setting {
        LoginCommand command(NewPassword password, Instant now);
    }

    /** Fails with PasswordPolicyViolation, and as the login profile's rules say. */
    public Uni<Done<LoginProfile>> set(
            Origin origin, UserRow user, String password, Setting setting) {
        return AccountView.settings(database, user.account())
                .chain(settings -> look(user, password, settings.passwordPolicy()))
                .chain(looked ->
                        hashing.hash(password)
                                .chain(hash -> run(origin, user, looked, hash, setting)));
    }

    /** Whether this is the user's password; takes its time for nobody, too. */
    public Uni<Boolean> isRight(Optional<UniqueId> user, String password) {
        Uni<Optional<String>> hash =
                user.map(id -> PasswordHashes.present(database, id))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
        return hash.chain(found -> hashing.matches(password, found));
    }

    private Uni<NewPassword> look(UserRow user, String password, Optional<PasswordPolicy> policy) {
        List<String> complaints =
                policy.map(p -> p.complaints(password))
                        .orElseGet(() ->
                                PasswordPolicy.standardComplaints(password, user.name().text()));
        int memory = policy.flatMap(PasswordPolicy::reusePrevention).orElse(0);
        return PasswordHashes.version(database, user.id())
                .chain(version ->
                        PasswordHashes.last(database, user.id(), memory)
                                .chain(hashes -> hashing.matchesAny(password, hashes))
                                .map(reused -> new NewPassword(complaints, reused, version)));
    }

    private Uni<Done<LoginProfile>> run(
            Origin origin, UserRow user, NewPassword looked, String hash, Setting setting) {
        return commands.run(
                origin,
                user.account(),
                LOGIN_PROFILES,
                moment ->
                        UserView.byId(moment.sql(), user.account(), user.id())
                                .map(present ->
                                        present.<Asked<LoginCommand>>map(_ ->
                                                        new Asked.Of<>(
                                                                user.id().text(),
                                                                List.of(
                                                                        setting.command(
                                                                                looked,
                                                                                moment.now())),
                                                                sql ->
                                                                        PasswordHashes.keep(
                                                                                sql,
                                                                                user.id(),
                                                                                looked.since() + 1,
                                                                                hash)))
                                                .orElseGet(() -> Asked.no(gone(user)))));
    }

    private static Refusal gone(UserRow user) {
        return new Refusal(
                ErrorCode.NO_SUCH_ENTITY,
                "The user with name " + user.name() + " cannot be found.");
    }
}
