package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.check.Replica;
import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A replica in a process of its own, to be killed. */
final class ReplicaProcess implements AutoCloseable {

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Process process;
    private final ManagedChannel channel;

    /**
     * @param arguments where Kafka is, and the snapshot file if it keeps one
     */
    ReplicaProcess(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                ReplicaProcess.class.getName()));
        command.addAll(List.of(arguments));
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith("port ")) {
            said.add(line);
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the replica did not start");
        }
        Thread.ofVirtual().start(() -> output.lines().forEach(said::add));
        channel =
                NettyChannelBuilder.forTarget("127.0.0.1:" + line.substring("port ".length()))
                        .usePlaintext()
                        .build();
    }

    /** Compares every answer; "unavailable" is the right one until it has caught up. */
    int askedFor(World world, Random random, int millis) {
        int compared = 0;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        do {
            CheckRequest question = world.question(random);
            try {
                CheckResponse answer =
                        AuthorizationGrpc.newBlockingStub(channel)
                                .withDeadlineAfter(5, TimeUnit.SECONDS)
                                .check(question);
                world.verify(question, answer);
                compared++;
            } catch (StatusRuntimeException e) {
                assertThat(e.getStatus().getCode())
                        .isIn(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
            }
        } while (System.nanoTime() < until);
        return compared;
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** What it has printed so far. */
    List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        kill();
    }

    /** The process: a replica that ends with its parent. */
    public static void main(String[] arguments) throws Exception {
        Replica replica =
                arguments.length > 1
                        ? Replica.startFrom(Path.of(arguments[1]), arguments[0], LogWriter.MAC)
                        : Replica.start(arguments[0], LogWriter.MAC);
        System.out.println("port " + replica.port());
        System.exit(System.in.read());
    }
}
