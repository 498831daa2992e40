package io.gatehouse.standalone;

import io.gatehouse.model.AccountId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole Gatehouse on this machine: PostgreSQL and Kafka, and the services as child processes that
 * are started again when they die.
 *
 * <p>Whoever makes one has prepared the data directory and holds its {@link LauncherLock}. {@link
 * #start} returns when every service is ready or throws {@link LaunchFailure}; {@link #close} may
 * be called from another thread and at any time, and returns when everything has ended.
 */
final class StandaloneGatehouse implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_END = Duration.ofSeconds(15);
    private static final Duration LONGEST_RECORDING = Duration.ofMinutes(2);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    private final Installation installation;
    private final DataDirectory data;
    private final Ports ports;
    private final boolean training;
    private final List<ChildService> children = new ArrayList<>();
    private final Object lock = new Object();
    private @Nullable Infrastructure infrastructure;
    private boolean closed;

    StandaloneGatehouse(
            Installation installation, DataDirectory data, Ports ports, boolean training) {
        this.installation = installation;
        this.data = data;
        this.ports = ports;
        this.training = training;
    }

    /** Starts everything in the data directory and waits until it is ready. */
    void start(Optional<AccountId> wishedAccount) throws InterruptedException {
        long begun = System.nanoTime();
        AccountId account = data.firstAccount(wishedAccount);
        RunningState.of(data).ifPresent(Leftovers::end);
        Infrastructure.endOrphans(data);
        ports.firstTaken()
                .ifPresent(sentence -> {
                    throw new LaunchFailure(sentence);
                });
        writeState();
        InfrastructureLog.to(data.logs().resolve("infrastructure.log"));
        System.out.printf("starting Gatehouse (data: %s)%n", data.root());
        List<ServicePlan> plans =
                new ServicePlans(installation, data, ports, training).all(account);
        plans.forEach(ServicePlan::writeSettings);
        synchronized (lock) {
            if (!closed) {
                infrastructure = Infrastructure.start(data, ports);
            }
        }
        report("PostgreSQL, Kafka", begun);
        for (ServicePlan plan : plans) {
            startChild(plan);
        }
        awaitReady(begun);
        boolean first = new AwsProfile(data).write(ports);
        new Announcement(data, ports, account).print(first, since(begun));
    }

    private void startChild(ServicePlan plan) {
        synchronized (lock) {
            if (!closed) {
                ChildService child = new ChildService(plan, data.logs(), _ -> writeState());
                children.add(child);
                child.start();
            }
        }
    }

    private void awaitReady(long begun) throws InterruptedException {
        Readiness readiness = new Readiness();
        List<ChildService> waiting;
        synchronized (lock) {
            waiting = new ArrayList<>(children);
        }
        while (!waiting.isEmpty()) {
            for (ChildService child : List.copyOf(waiting)) {
                if (readiness.isReady(child.plan())) {
                    waiting.remove(child);
                    report(child.plan().name(), begun);
                }
            }
            if (since(begun).compareTo(LONGEST_START) > 0) {
                ChildService slow = waiting.getFirst();
                throw new LaunchFailure(
                        "%s is not ready after %d s; its log is %s"
                                .formatted(
                                        slow.plan().name(), LONGEST_START.toSeconds(), slow.log()));
            }
            Thread.sleep(BETWEEN_QUESTIONS);
        }
    }

    private static void report(String what, long begun) {
        System.out.printf("  %-18s ready after %.1f s%n", what, since(begun).toMillis() / 1000.0);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void writeState() {
        Map<String, RunningState.KnownProcess> processes = new HashMap<>();
        processes.put(RunningState.LAUNCHER, RunningState.KnownProcess.of(ProcessHandle.current()));
        synchronized (lock) {
            for (ChildService child : children) {
                child.handle()
                        .ifPresent(handle ->
                                processes.put(
                                        child.plan().name(), RunningState.KnownProcess.of(handle)));
            }
            new RunningState(ports.offset(), processes).writeTo(data);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends everything and returns when it has ended; from any thread, and more than once. */
    void stop() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
        }
        // From the door inwards, so that nothing new comes in while the writers finish.
        for (ChildService child : children.reversed()) {
            child.stop();
        }
        try {
            for (ChildService child : children) {
                child.awaitEnd(training ? LONGEST_RECORDING : LONGEST_END);
            }
            if (infrastructure != null) {
                infrastructure.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
