package io.gatehouse.identity.console;

import io.gatehouse.identity.account.AccountSettings;
import io.gatehouse.identity.account.AccountView.AccountRow;
import io.gatehouse.identity.guessing.Guesses;
import io.gatehouse.identity.guessing.Subject;
import io.gatehouse.identity.log.Attempts;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.login.Passwords;
import io.gatehouse.identity.mfa.MfaDeviceRow;
import io.gatehouse.identity.mfa.MfaDeviceView;
import io.gatehouse.identity.session.MfaCodes;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.value.EntityName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether somebody is who they say: the same answer, after the same work, for an account or
 * user that is not there as for a wrong password. Guessing is slowed per user and per address.
 */
@ApplicationScoped
class Door {

    static final String ACTION = "gatehouse:SignIn";

    private final Passwords passwords;
    private final MfaCodes codes;
    private final Guesses guesses;
    private final Attempts attempts;
    private final Pool database;

    Door(Passwords passwords, MfaCodes codes, Guesses guesses, Attempts attempts, Pool database) {
        this.passwords = passwords;
        this.codes = codes;
        this.guesses = guesses;
        this.attempts = attempts;
        this.database = database;
    }

    /** What became of a try. */
    sealed interface Outcome {

        /**
         * @param multiFactor whether a code was shown, which was right
         */
        record Known(UserRow user, AccountSettings settings, boolean multiFactor)
                implements Outcome {}

        /** Something of it is wrong; nothing says what. */
        record Unknown() implements Outcome {}

        /** Too many tries were wrong; this one was not looked at. */
        record TooSoon() implements Outcome {}
    }

    /** Whom the words name, where there are such. */
    private record Named(Optional<AccountRow> account, Optional<UserRow> user) {}

    Uni<Outcome> knock(Visit visit, SigningIn typed) {
        return named(typed).chain(named -> knock(visit, typed, named));
    }

    private Uni<Outcome> knock(Visit visit, SigningIn typed, Named named) {
        String account =
                named.account().map(row -> row.id().digits()).orElseGet(() -> typed.account());
        List<Subject> subjects =
                List.of(
                        Subject.address(visit.sourceIp()),
                        Subject.password(account, typed.userName().toLowerCase(Locale.ROOT)));
        return guesses.begin(subjects)
                .chain(admitted ->
                        admitted
                                ? look(typed, named)
                                : Uni.createFrom().<Outcome>item(new Outcome.TooSoon()))
                .call(outcome ->
                        switch (outcome) {
                            case Outcome.Known _ -> guesses.right(subjects);
                            case Outcome.Unknown _ -> failed(visit, named, subjects);
                            case Outcome.TooSoon _ -> Uni.createFrom().voidItem();
                        });
    }

    private Uni<Outcome> look(SigningIn typed, Named named) {
        return passwords
                .isRight(named.user().map(UserRow::id), typed.password())
                .chain(right ->
                        right
                                ? code(typed, named)
                                : Uni.createFrom().<Outcome>item(new Outcome.Unknown()));
    }

    /** A user with devices shows a code of one of them. */
    private Uni<Outcome> code(SigningIn typed, Named named) {
        UserRow user = named.user().orElseThrow();
        AccountSettings settings = named.account().orElseThrow().settings();
        return MfaDeviceView.ofUser(database, user.id())
                .chain(devices -> {
                    if (devices.isEmpty()) {
                        return Uni.createFrom().item(new Outcome.Known(user, settings, false));
                    }
                    return showsAny(user, devices, typed.code())
                            .map(shown ->
                                    shown
                                            ? new Outcome.Known(user, settings, true)
                                            : new Outcome.Unknown());
                });
    }

    private Uni<Boolean> showsAny(UserRow user, List<MfaDeviceRow> devices, String code) {
        Uni<Boolean> shown = Uni.createFrom().item(false);
        for (MfaDeviceRow device : devices) {
            shown =
                    shown.chain(already ->
                            already
                                    ? Uni.createFrom().item(true)
                                    : codes.accepts(
                                            user.account(),
                                            Optional.of(user.id()),
                                            device.arn().toString(),
                                            code));
        }
        return shown;
    }

    /** Of an account that is not there nobody is told. */
    private Uni<Void> failed(Visit visit, Named named, List<Subject> subjects) {
        return named.account()
                .map(account -> {
                    Origin origin =
                            visit.origin(
                                    account.id(),
                                    Attempts.UNAUTHENTICATED,
                                    "",
                                    ACTION,
                                    named.user()
                                            .map(UserRow::arn)
                                            .map(Object::toString)
                                            .orElse("*"));
                    attempts.noticed(origin, "sign-in.failed", Map.of());
                    return guesses.wrong(origin, subjects);
                })
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Named> named(SigningIn typed) {
        return AccountByWords.find(database, typed.account())
                .chain(account ->
                        user(account, typed.userName()).map(user -> new Named(account, user)));
    }

    private Uni<Optional<UserRow>> user(Optional<AccountRow> account, String name) {
        return account.isPresent() && EntityName.isValid(name)
                ? UserView.byName(database, account.get().id(), new EntityName(name))
                : Uni.createFrom().item(Optional.empty());
    }
}
