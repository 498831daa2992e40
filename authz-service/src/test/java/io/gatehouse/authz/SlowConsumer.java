package io.gatehouse.authz;

import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.StreamedCheckRequest;
import io.gatehouse.authz.v1.StreamedCheckResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Streams questions and reads no answers until it is told to. */
final class SlowConsumer implements AutoCloseable {

    private static final int MOST = 10_000;
    private static final Duration HELD_UP = Duration.ofMillis(300);

    private final ManagedChannel channel;
    private final AtomicInteger read = new AtomicInteger();
    private final CompletableFuture<Integer> done = new CompletableFuture<>();
    private final ClientCallStreamObserver<StreamedCheckRequest> questions;
    private int sent;

    SlowConsumer(String target) {
        channel = NettyChannelBuilder.forTarget(target).usePlaintext().build();
        questions =
                (ClientCallStreamObserver<StreamedCheckRequest>)
                        AuthorizationGrpc.newStub(channel).checkStream(new Answers());
    }

    private final class Answers
            implements ClientResponseObserver<StreamedCheckRequest, StreamedCheckResponse> {
        @Override
        public void beforeStart(ClientCallStreamObserver<StreamedCheckRequest> stream) {
            stream.disableAutoRequestWithInitial(0);
        }

        @Override
        public void onNext(StreamedCheckResponse answer) {
            read.incrementAndGet();
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            done.complete(read.get());
        }
    }

    /** Until the stream takes no more, because its answers are not read. */
    void sendUntilHeldUp(CheckRequest question) throws InterruptedException {
        long heldUpSince = System.nanoTime();
        while (sent < MOST && System.nanoTime() - heldUpSince < HELD_UP.toNanos()) {
            if (questions.isReady()) {
                questions.onNext(
                        StreamedCheckRequest.newBuilder()
                                .setCorrelationId(sent++)
                                .setRequest(question)
                                .build());
                heldUpSince = System.nanoTime();
            } else {
                Thread.sleep(1);
            }
        }
    }

    int sent() {
        return sent;
    }

    /** How many answers came, once it reads. */
    int readEverything(Duration within) throws Exception {
        questions.request(Integer.MAX_VALUE);
        questions.onCompleted();
        return done.get(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
