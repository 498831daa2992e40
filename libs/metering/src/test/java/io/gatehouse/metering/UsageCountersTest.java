package io.gatehouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

class UsageCountersTest {

    private static final String ACCOUNT = "123456789012";
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Map<UsageKey, Long> ledger = new HashMap<>();
    private final Map<String, Long> greatest = new HashMap<>();
    private final List<UsageReport> reports = new ArrayList<>();

    @Test
    void totals_run_and_only_what_has_grown_is_reported_again() {
        try (UsageCounters counters = open(UsageCounters.Limits.DEFAULT)) {
            count(counters, "GetObject", 3);
            count(counters, "PutObject", 1);
            counters.publish(this::take);
            count(counters, "GetObject", 2);
            counters.publish(this::take);
            counters.publish(this::take);
        }
        assertThat(reports).hasSize(2);
        assertThat(reports.get(1).totals())
                .containsExactly(new UsageTotal(key("GetObject"), 5, NOON));
        assertThat(ledger).containsEntry(key("PutObject"), 1L);
    }

    @Test
    void a_report_that_was_not_taken_comes_again_with_what_was_added() {
        try (UsageCounters counters = open(UsageCounters.Limits.DEFAULT)) {
            count(counters, "GetObject", 3);
            assertThat(counters.publish(_ -> false)).isFalse();
            count(counters, "GetObject", 1);
            assertThat(counters.publish(this::take)).isTrue();
        }
        assertThat(ledger).containsExactly(Map.entry(key("GetObject"), 4L));
    }

    @Test
    void an_hour_is_an_incarnation_and_the_one_before_is_final_and_removed_after_its_grace()
            throws Exception {
        try (UsageCounters counters = open(UsageCounters.Limits.DEFAULT)) {
            count(counters, "GetObject", 1);
            now.set(NOON.plus(Duration.ofMinutes(61)));
            count(counters, "GetObject", 1);
            counters.publish(this::take);
            assertThat(reports).noneMatch(UsageReport::isFinal);
            now.set(now.get().plus(Duration.ofMinutes(1)));
            counters.publish(this::take);
            assertThat(reports.getLast().hour()).isEqualTo(NOON.plus(Duration.ofHours(1)));
            assertThat(reports.stream().filter(UsageReport::isFinal).map(UsageReport::hour))
                    .containsExactly(NOON);
            assertThat(files()).as("the present one and a spare").isEqualTo(2);
        }
        assertThat(ledger).containsExactly(Map.entry(key("GetObject"), 2L));
    }

    @Test
    void a_full_file_is_followed_by_a_greater_one_and_nothing_is_lost() {
        try (UsageCounters counters =
                open(new UsageCounters.Limits(16, 64, Duration.ofSeconds(30)))) {
            for (int i = 0; i < 500; i++) {
                count(counters, "Action" + i, 1);
                count(counters, "GetObject", 1);
            }
            counters.publish(this::take);
        }
        assertThat(sum()).isEqualTo(1000);
        assertThat(ledger).containsEntry(key("GetObject"), 500L).containsEntry(key("Action7"), 1L);
    }

    @Test
    void names_without_end_are_counted_more_coarsely_and_fill_no_disk() throws Exception {
        try (UsageCounters counters =
                open(new UsageCounters.Limits(16, 16, Duration.ofSeconds(30)))) {
            for (int i = 0; i < 5_000; i++) {
                count(counters, "Made-up" + i, 1);
            }
            assertThat(files()).isLessThanOrEqualTo(33);
            counters.publish(this::take);
        }
        assertThat(sum()).isEqualTo(5_000);
        assertThat(ledger.get(new UsageKey(ACCOUNT, "AIDA", "s3", UsageKey.ANY))).isPositive();
    }

    @Test
    void odd_texts_do_no_harm() {
        try (UsageCounters counters = open(UsageCounters.Limits.DEFAULT)) {
            count(counters, "tab\tnewline\nömlaut", 1);
            count(counters, "x".repeat(1000), 1);
            count(counters, "", 1);
            counters.publish(this::take);
        }
        assertThat(ledger)
                .containsEntry(key("tab?newline??mlaut"), 1L)
                .containsEntry(key("*"), 1L)
                .containsEntry(key("-"), 1L);
    }

    @Test
    void threads_count_together_and_no_count_is_lost_over_the_turn_of_hours() throws Exception {
        int each = 20_000;
        try (UsageCounters counters = open(new UsageCounters.Limits(64, 256, Duration.ZERO))) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int offset = t;
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    for (int i = 0; i < each; i++) {
                                        counters.count(
                                                ACCOUNT,
                                                "AIDA" + (i + offset) % 7,
                                                "s3",
                                                "Action" + i % 40,
                                                NOON.getEpochSecond() + i / 2_000 * 3600L);
                                    }
                                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            counters.publish(this::take);
            counters.publish(this::take);
        }
        assertThat(sum()).isEqualTo(4L * each);
    }

    @Test
    void a_slot_that_a_lost_node_left_half_written_is_reported_and_not_believed() throws Exception {
        try (UsageCounters counters = open(UsageCounters.Limits.DEFAULT)) {
            count(counters, "GetObject", 5);
            count(counters, "PutObject", 5);
        }
        destroyFirstKey();
        try (UsageCounters counters = open(UsageCounters.Limits.DEFAULT)) {
            counters.publish(this::take);
        }
        assertThat(reports).anyMatch(report -> report.damaged() == 1 && report.isFinal());
        assertThat(sum()).isEqualTo(5);
    }

    @Test
    void a_file_of_a_living_process_is_left_alone() {
        try (UsageCounters living = open(UsageCounters.Limits.DEFAULT)) {
            count(living, "GetObject", 1);
            try (UsageCounters second = open(UsageCounters.Limits.DEFAULT)) {
                second.publish(this::take);
            }
            assertThat(sum()).isZero();
            count(living, "GetObject", 1);
            living.publish(this::take);
        }
        assertThat(sum()).isEqualTo(2);
    }

    @Test
    void counting_what_was_counted_before_allocates_nothing() {
        var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (UsageCounters counters = open(UsageCounters.Limits.DEFAULT)) {
            count(counters, "GetObject", 20_000);
            long before = memory.getCurrentThreadAllocatedBytes();
            count(counters, "GetObject", 100_000);
            long allocated = memory.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated / 100_000.0).isLessThan(0.5);
        }
    }

    private void destroyFirstKey() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    long arena = 256 + 32L * UsageCounters.Limits.DEFAULT.slots();
                    channel.write(java.nio.ByteBuffer.wrap(new byte[] {'?'}), arena + 3);
                }
            }
        }
    }

    private void count(UsageCounters counters, String action, int times) {
        long second = now.get().getEpochSecond();
        for (int i = 0; i < times; i++) {
            counters.count(ACCOUNT, "AIDA", "s3", action, second);
        }
    }

    private UsageCounters open(UsageCounters.Limits limits) {
        return UsageCounters.open(directory, "test", limits, now::get);
    }

    private boolean take(UsageReport report) {
        reports.add(report);
        for (UsageTotal total : report.totals()) {
            String one = report.incarnation() + " " + total.key().text();
            long before = greatest.getOrDefault(one, 0L);
            greatest.merge(one, total.total(), Math::max);
            ledger.merge(total.key(), Math.max(0, total.total() - before), Long::sum);
        }
        return true;
    }

    private long sum() {
        return ledger.values().stream().mapToLong(Long::longValue).sum();
    }

    private long files() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static UsageKey key(String action) {
        return new UsageKey(ACCOUNT, "AIDA", "s3", action);
    }
}
