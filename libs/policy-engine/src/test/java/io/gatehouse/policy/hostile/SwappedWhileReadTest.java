package io.gatehouse.policy.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.decision.Verdict;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sets are made, published by a plain race (no volatile, no lock: the worst that a caller can do)
 * and read by several threads, the first readers while caches inside the set are still cold. A
 * reader must see a whole set: one that denies or one that allows, never a mixture, and the reasons
 * must be those of the set that decided. In place of jcstress, whose annotation processor does not
 * go with the compiler gates.
 */
@Timeout(120)
class SwappedWhileReadTest {

    private static final int READERS = 4;
    private static final int SWAPS = 1_000;
    private static final Principal USER = Principal.parse("arn:aws:iam::111111111111:user/alice");

    /** Not volatile on purpose. */
    private ApplicablePolicies published = policies(0);

    @Test
    void readers_see_whole_sets_only() throws Exception {
        DecisionEngine engine = new DecisionEngine();
        AtomicLong swapped = new AtomicLong();
        List<Callable<Long>> readers = new ArrayList<>();
        for (int r = 0; r < READERS; r++) {
            int offset = r;
            readers.add(() -> {
                long wrong = 0;
                for (long i = offset; swapped.get() < SWAPS; i++) {
                    wrong += isWhole(engine, published, i) ? 0 : 1;
                }
                return wrong;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS + 1)) {
            List<Future<Long>> running = new ArrayList<>();
            readers.forEach(r -> running.add(threads.submit(r)));
            Future<?> writer =
                    threads.submit(() -> {
                        for (int i = 1; i <= SWAPS; i++) {
                            published = policies(i);
                            swapped.incrementAndGet();
                        }
                    });
            writer.get();
            for (Future<Long> reader : running) {
                assertThat(reader.get()).isZero();
            }
        }
    }

    /** Statement k of set v allows where k + v is even and denies where it is odd. */
    private static boolean isWhole(DecisionEngine engine, ApplicablePolicies seen, long i) {
        int k = (int) (i % 40);
        Verdict verdict =
                engine.decide(
                        seen,
                        AuthorizationRequest.of(
                                USER,
                                "svc:Do",
                                "arn:aws:svc:eu-west-1:111111111111:thing-" + k + "/x",
                                RequestContext.EMPTY));
        if (verdict.because().size() != 1 || verdict.because().getFirst().statement() != k) {
            return false;
        }
        int version = Integer.parseInt(verdict.because().getFirst().policy().text());
        return verdict.decision()
                == ((k + version) % 2 == 0 ? Decision.ALLOWED : Decision.EXPLICITLY_DENIED);
    }

    private static ApplicablePolicies policies(int version) {
        String document =
                IntStream.range(0, 40)
                        .mapToObj(k ->
                                """
                                {"Effect":"%s","Action":"svc:*","Resource":"arn:aws:svc:eu-west-1:111111111111:thing-%d/*"}\
                                """
                                        .formatted((k + version) % 2 == 0 ? "Allow" : "Deny", k))
                        .collect(
                                Collectors.joining(
                                        ",", "{\"Version\":\"2012-10-17\",\"Statement\":[", "]}"));
        if (PolicyParser.read(document, PolicyKind.IDENTITY) instanceof ParsedPolicy.Valid valid) {
            return ApplicablePolicies.builder()
                    .identity(
                            PolicySet.of(
                                    CompiledPolicy.compile(
                                            valid.document(),
                                            PolicyName.of(String.valueOf(version)))))
                    .build();
        }
        throw new AssertionError(document);
    }
}
