package io.gatehouse.identity.login;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Argon2id on threads of its own, few of them: a hash takes 19 MiB and some ten milliseconds, and
 * no event loop waits for one. Answers come back on the Vert.x context that asked. Safe for all
 * threads.
 */
@ApplicationScoped
public class PasswordHashing {

    private static final Logger LOG = Logger.getLogger(PasswordHashing.class);
    private static final int THREADS = 2;
    private static final int WAITING = 200;

    /** OWASP's first choice of Argon2id: 19 MiB, two passes, one lane. */
    private static final Argon2Function ARGON2ID =
            Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    private final ThreadPoolExecutor threads;
    private final String nobodys;

    PasswordHashing() {
        this.threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(WAITING),
                        work -> {
                            Thread thread = new Thread(work, "password-hashing");
                            thread.setDaemon(true);
                            return thread;
                        });
        this.threads.allowCoreThreadTimeOut(true);
        this.nobodys = hashNow(UUID.randomUUID().toString());
    }

    /** The hash in PHC form, with its salt and parameters. */
    public Uni<String> hash(String password) {
        return aside(() -> hashNow(password));
    }

    /** Whether the password has one of the hashes; all are compared, whichever matches. */
    public Uni<Boolean> matchesAny(String password, List<String> hashes) {
        return aside(() -> {
            boolean found = false;
            for (String hash : hashes) {
                found |= matchesNow(password, hash);
            }
            return found;
        });
    }

    /** Takes as long without a hash as with one, and is then false. */
    public Uni<Boolean> matches(String password, Optional<String> hash) {
        return aside(() -> matchesNow(password, hash.orElse(nobodys)) && hash.isPresent());
    }

    private static String hashNow(String password) {
        return Password.hash(password).addRandomSalt(16).with(ARGON2ID).getResult();
    }

    private static boolean matchesNow(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    private <T> Uni<T> aside(Supplier<T> work) {
        Context context = Vertx.currentContext();
        Uni<T> result =
                Uni.createFrom()
                        .item(work)
                        .runSubscriptionOn(threads)
                        .onFailure(RejectedExecutionException.class)
                        .transform(failure -> {
                            LOG.warn("more passwords to hash than can wait");
                            return RefusedException.of(
                                    ErrorCode.SERVICE_UNAVAILABLE,
                                    "Too many passwords are being checked. Try again.");
                        });
        return context == null
                ? result
                : result.emitOn(command -> context.runOnContext(_ -> command.run()));
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
