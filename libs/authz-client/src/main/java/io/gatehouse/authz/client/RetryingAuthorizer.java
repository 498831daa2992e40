package io.gatehouse.authz.client;

import io.gatehouse.authz.client.Answer.Cause;
import io.smallrye.mutiny.Uni;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Asks again where that is safe and may help: when nobody could be reached. A question changes
 * nothing, so it may be asked twice; what was decided, refused, not yet or too late is not asked
 * again. Pauses double from the first and are shortened by chance, so that many who were turned
 * away together do not come back together. All tries together take no longer than the question's
 * deadline.
 */
public final class RetryingAuthorizer implements Authorizer {

    private final Authorizer inner;
    private final Retries retries;
    private final Duration deadline;
    private final LongSupplier nanoTime;

    /**
     * @param most tries after the first; 0 is none
     * @param firstPause before the second try, at most
     * @param longestPause of any
     */
    public record Retries(int most, Duration firstPause, Duration longestPause) {

        public static final Retries DEFAULT =
                new Retries(3, Duration.ofMillis(50), Duration.ofSeconds(1));
        public static final Retries NONE = new Retries(0, Duration.ZERO, Duration.ZERO);

        Duration pause(int tried) {
            long doubled = firstPause.toMillis() << Math.min(tried, 20);
            long longest = Math.max(1, Math.min(doubled, longestPause.toMillis()));
            return Duration.ofMillis(
                    ThreadLocalRandom.current().nextLong((longest + 1) / 2, longest + 1));
        }
    }

    /**
     * @param deadline for questions that name none
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    public RetryingAuthorizer(
            Authorizer inner, Retries retries, Duration deadline, LongSupplier nanoTime) {
        this.inner = inner;
        this.retries = retries;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
    }

    @Override
    public Uni<Answer> check(PermissionQuestion question) {
        return checkAll(List.of(question)).map(List::getFirst);
    }

    @Override
    public Uni<List<Answer>> checkAll(List<PermissionQuestion> questions) {
        if (questions.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.createFrom()
                .deferred(() -> {
                    long end = nanoTime.getAsLong() + longest(questions).toNanos();
                    return ask(questions, 0, end);
                });
    }

    private Uni<List<Answer>> ask(List<PermissionQuestion> questions, int tried, long end) {
        Uni<List<Answer>> answers =
                questions.size() == 1
                        ? inner.check(questions.getFirst()).map(List::of)
                        : inner.checkAll(questions);
        return answers.chain(given -> again(questions, given, tried, end));
    }

    /** Those that nobody answered once more, the others as they are. */
    private Uni<List<Answer>> again(
            List<PermissionQuestion> questions, List<Answer> given, int tried, long end) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) instanceof Answer.Unanswered(Cause cause, var _)
                    && cause == Cause.UNAVAILABLE) {
                open.add(i);
            }
        }
        Duration pause = retries.pause(tried);
        Duration left = Duration.ofNanos(end - nanoTime.getAsLong()).minus(pause);
        if (open.isEmpty() || tried >= retries.most() || left.isNegative() || left.isZero()) {
            return Uni.createFrom().item(given);
        }
        Function<PermissionQuestion, PermissionQuestion> within =
                question -> question.withDeadline(left);
        List<PermissionQuestion> rest = open.stream().map(questions::get).map(within).toList();
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(pause)
                .chain(() -> ask(rest, tried + 1, end))
                .map(late -> {
                    List<Answer> all = new ArrayList<>(given);
                    for (int i = 0; i < open.size(); i++) {
                        all.set(open.get(i), late.get(i));
                    }
                    return all;
                });
    }

    private Duration longest(List<PermissionQuestion> questions) {
        return questions.stream()
                .map(question -> question.deadline().orElse(deadline))
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
}
