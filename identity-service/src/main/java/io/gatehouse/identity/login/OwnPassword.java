package io.gatehouse.identity.login;

import io.gatehouse.identity.guessing.Guesses;
import io.gatehouse.identity.guessing.Subject;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.login.LoginCommand.ChangePassword;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.Optional;

/** A user's change of the own password, by proof of the old one; guessing at that is slowed. */
@ApplicationScoped
public class OwnPassword {

    private final Passwords passwords;
    private final Guesses guesses;

    OwnPassword(Passwords passwords, Guesses guesses) {
        this.passwords = passwords;
        this.guesses = guesses;
    }

    /** Fails with AccessDenied where the old password is wrong, or may not be tried yet. */
    public Uni<Done<LoginProfile>> change(
            Origin origin, UserRow user, String oldPassword, String newPassword) {
        List<Subject> subjects = List.of(Subject.password(user.account(), user.name()));
        return guesses.begin(subjects)
                .chain(admitted ->
                        admitted
                                ? passwords.isRight(Optional.of(user.id()), oldPassword)
                                : Uni.createFrom()
                                        .failure(
                                                RefusedException.of(
                                                        ErrorCode.ACCESS_DENIED,
                                                        "Too many wrong passwords were tried."
                                                                + " Wait, and try again.")))
                .call(right -> right ? guesses.right(subjects) : guesses.wrong(origin, subjects))
                .chain(right -> {
                    if (!right) {
                        throw RefusedException.of(
                                ErrorCode.ACCESS_DENIED, "The old password is incorrect.");
                    }
                    return passwords.set(
                            origin,
                            user,
                            newPassword,
                            (looked, now) -> new ChangePassword(user.name(), looked, now));
                });
    }
}
