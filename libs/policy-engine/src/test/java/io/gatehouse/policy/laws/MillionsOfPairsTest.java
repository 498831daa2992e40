package io.gatehouse.policy.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.decision.Decision;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * What {@link AgreementProperties} shows of 100,000 pairs, of ten million: with {@code
 * -Dgatehouse.long=true} only, on all processors. {@code -Dgatehouse.long.pairs} says how many.
 * What is done is written down, and a run that was broken off goes on where it stopped, unless
 * engine, reference or generator have changed since.
 */
@EnabledIfSystemProperty(named = "gatehouse.long", matches = "true")
class MillionsOfPairsTest {

    private static final long PAIRS = Long.getLong("gatehouse.long.pairs", 10_000_000L);
    private static final int SETS = 2_000;
    private static final int PAIRS_OF_A_PART = SETS * Agreement.REQUESTS_PER_SET;

    /** Far from the seeds of other tests. */
    private static final long FIRST_SEED = 1L << 40;

    @Test
    void engine_and_reference_agree_on_ten_million_pairs() throws Exception {
        int parts = Math.toIntExact((PAIRS + PAIRS_OF_A_PART - 1) / PAIRS_OF_A_PART);
        Progress progress = Progress.in(Path.of("target/agreement-progress.txt"), classes());
        List<Callable<Map<Decision, Integer>>> work =
                IntStream.range(0, parts)
                        .filter(part -> !progress.isDone(part))
                        .<Callable<Map<Decision, Integer>>>mapToObj(
                                part -> () -> check(part, parts, progress))
                        .toList();
        Map<Decision, Integer> seen = new EnumMap<>(Decision.class);
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
            for (var part : threads.invokeAll(work)) {
                part.get().forEach((decision, count) -> seen.merge(decision, count, Integer::sum));
            }
        }
        if (!work.isEmpty()) {
            Agreement.everyDecisionIsMetOften(seen);
        }
        assertThat(progress.done()).isGreaterThanOrEqualTo(parts);
    }

    private static Map<Decision, Integer> check(int part, int parts, Progress progress)
            throws IOException {
        Agreement agreement = new Agreement();
        long start = System.nanoTime();
        agreement.check(FIRST_SEED + (long) part * SETS, SETS);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        progress.done(part);
        System.out.printf(
                "agreement: %,d of %,d pairs, the last %,d in %d ms%n",
                (long) progress.done() * PAIRS_OF_A_PART,
                (long) parts * PAIRS_OF_A_PART,
                PAIRS_OF_A_PART,
                took.toMillis());
        return agreement.seen();
    }

    private static List<Path> classes() {
        return List.of(Path.of("target/classes"), Path.of("target/test-classes"));
    }
}
