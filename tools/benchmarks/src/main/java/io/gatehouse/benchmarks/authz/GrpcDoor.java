package io.gatehouse.benchmarks.authz;

import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.BatchCheckResponse;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.benchmarks.users.Questions.Expected;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * authz-service over gRPC, on a few connections that Check and echo share. An answer counts with
 * {@code grpc-status} 0 and the expected decision.
 */
final class GrpcDoor implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(20);
    private static final MethodDescriptor<CheckRequest, CheckResponse> ECHO =
            AuthorizationGrpc.getCheckMethod().toBuilder()
                    .setFullMethodName("gatehouse.bench.v1.Echo/Check")
                    .build();

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<AuthorizationGrpc.AuthorizationStub> checks = new ArrayList<>();
    private final List<Expected> questions;
    private final List<CheckRequest> requests;
    private final List<BatchCheckRequest> batches = new ArrayList<>();
    private final int inBatch;

    GrpcDoor(int port, List<Expected> questions, int inBatch) {
        this.questions = questions;
        this.requests = questions.stream().map(GrpcDoor::request).toList();
        this.inBatch = inBatch;
        for (int i = 0; i + inBatch <= requests.size(); i += inBatch) {
            batches.add(
                    BatchCheckRequest.newBuilder()
                            .addAllItems(requests.subList(i, i + inBatch))
                            .build());
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            ManagedChannel channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", port)
                            .usePlaintext()
                            .directExecutor()
                            .build();
            channels.add(channel);
            checks.add(AuthorizationGrpc.newStub(channel));
        }
    }

    private static CheckRequest request(Expected question) {
        return CheckRequest.newBuilder()
                .setPrincipal(Principal.newBuilder().setArn(question.principal()))
                .setAction(question.action())
                .setResource(question.resource())
                .setResourceAccount(question.account())
                .build();
    }

    CompletionStage<?> check(long number) {
        int at = (int) (number % questions.size());
        return send(requests.get(at), number)
                .thenAccept(response -> verify(questions.get(at), response.getDecision()));
    }

    /** One question, whatever it is answered. */
    CompletableFuture<CheckResponse> send(CheckRequest request, long number) {
        Reply<CheckResponse> reply = new Reply<>();
        checks.get((int) (number % CONNECTIONS)).check(request, reply);
        return reply.future;
    }

    /**
     * Asks again and again until the decision is that.
     *
     * @return nanoseconds from now
     */
    long await(CheckRequest question, Decision wanted) {
        long begun = System.nanoTime();
        for (long number = 0; System.nanoTime() - begun < LONGEST; number++) {
            try {
                if (send(question, number).join().getDecision() == wanted) {
                    return System.nanoTime() - begun;
                }
            } catch (CompletionException notKnownYet) {
                Thread.onSpinWait();
            }
        }
        throw new IllegalStateException("never " + wanted + ": " + question);
    }

    CompletionStage<?> batch(long number) {
        int at = (int) (number % batches.size());
        Reply<BatchCheckResponse> reply = new Reply<>();
        checks.get((int) (number % CONNECTIONS)).batchCheck(batches.get(at), reply);
        return reply.future.thenAccept(response -> {
            if (response.getItemsCount() != inBatch) {
                throw new IllegalStateException("items: " + response.getItemsCount());
            }
            for (int i = 0; i < inBatch; i++) {
                verify(
                        questions.get(at * inBatch + i),
                        response.getItems(i).getResponse().getDecision());
            }
        });
    }

    /** The same request to the echo of the same server, on the same connections. */
    CompletionStage<?> echo(long number) {
        Channel channel = channels.get((int) (number % CONNECTIONS));
        Reply<CheckResponse> reply = new Reply<>();
        ClientCalls.asyncUnaryCall(
                channel.newCall(ECHO, CallOptions.DEFAULT),
                requests.get((int) (number % requests.size())),
                reply);
        return reply.future.thenAccept(response -> {
            if (!response.getLayer().equals("echo")) {
                throw new IllegalStateException("no echo: " + response);
            }
        });
    }

    private static void verify(Expected question, Decision decision) {
        if (!decision.name().equals(question.expected().name())) {
            throw new IllegalStateException("%s to %s".formatted(decision, question));
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    /** Completes when the call does: after the status, not after the message. */
    private static final class Reply<T> implements StreamObserver<T> {
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private @Nullable T message;

        @Override
        public void onNext(T value) {
            message = value;
        }

        @Override
        public void onError(Throwable failure) {
            future.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            T value = message;
            if (value == null) {
                future.completeExceptionally(new IllegalStateException("no message"));
            } else {
                future.complete(value);
            }
        }
    }
}
