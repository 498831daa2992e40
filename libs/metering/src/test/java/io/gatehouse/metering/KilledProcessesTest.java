package io.gatehouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Issue 6: answered ≤ counted ≤ sent, whatever kills the process. */
class KilledProcessesTest {

    private static final int LIVES = Boolean.getBoolean("gatehouse.long") ? 40 : 4;

    @TempDir Path directory;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();

    /** The greatest total of each incarnation and key, as the ledger keeps them. */
    private final Map<String, Long> ledger = new HashMap<>();

    @Test
    void what_was_answered_is_counted_and_what_was_not_sent_is_not() throws Exception {
        for (int life = 0; life < LIVES; life++) {
            liveAndDie(life);
            publishSometimes(life);
        }
        publish();
        publish();

        assertThat(counted()).isBetween(answered.get(), sent.get());
        assertThat(answered.get()).isGreaterThan(1000L * LIVES / 2);
        assertThat(filesLeft()).as("nothing is left when all was taken").isZero();
    }

    @Test
    void a_file_that_is_published_twice_is_counted_once() throws Exception {
        liveAndDie(0);
        UsageCounters first = open();
        assertThat(
                        first.publish(report -> {
                            take(report);
                            return false;
                        }))
                .isFalse();
        long once = counted();
        first.close();
        publish();
        assertThat(counted()).isEqualTo(once).isPositive();
    }

    private void liveAndDie(int life) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CountingProcess.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(answers.readLine()).isEqualTo("ready");
        Thread asking = Thread.ofPlatform().start(() -> ask(process));
        long before = answered.get();
        while (answered.get() < before + 1000 + 137L * life && answers.readLine() != null) {
            answered.incrementAndGet();
        }
        process.destroyForcibly();
        while (readOrNull(answers) != null) {
            answered.incrementAndGet();
        }
        process.waitFor();
        asking.join();
    }

    private void ask(Process process) {
        try (Writer questions = process.outputWriter(StandardCharsets.US_ASCII)) {
            while (process.isAlive()) {
                long number = sent.incrementAndGet();
                questions.write(number + "\n");
                questions.flush();
            }
        } catch (IOException _) {
            // It was killed.
        }
    }

    private static String readOrNull(BufferedReader answers) {
        try {
            return answers.readLine();
        } catch (IOException _) {
            return null;
        }
    }

    private void publishSometimes(int life) {
        if (life % 2 == 0) {
            publish();
        }
    }

    private void publish() {
        try (UsageCounters counters = open()) {
            counters.publish(this::take);
        }
    }

    private UsageCounters open() {
        return UsageCounters.open(
                directory, "test", UsageCounters.Limits.DEFAULT, InstantSource.system());
    }

    private boolean take(UsageReport report) {
        for (UsageTotal total : report.totals()) {
            ledger.merge(report.incarnation() + " " + total.key().text(), total.total(), Math::max);
        }
        return true;
    }

    private long counted() {
        return ledger.values().stream().mapToLong(Long::longValue).sum();
    }

    /** But for the empty one of the process that published last, whose spare went with it. */
    private long filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count() - 1;
        }
    }
}
