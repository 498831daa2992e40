package io.gatehouse.authz.client;

import io.gatehouse.authz.client.Answer.Cause;
import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.BatchCheckResponse;
import io.gatehouse.authz.v1.BatchItem;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.MutinyAuthorizationGrpc;
import io.gatehouse.model.Revision;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.smallrye.mutiny.Uni;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks authz-service over gRPC. One call per question, or per batch; no retries: {@link
 * RetryingAuthorizer} adds them. Safe for all threads.
 */
public final class GrpcAuthorizer implements Authorizer, AutoCloseable {

    /** The reason that marks a "not yet" among failed preconditions. */
    public static final String NOT_YET = "NOT_YET";

    private final MutinyAuthorizationGrpc.MutinyAuthorizationStub stub;
    private final Duration deadline;
    private final @Nullable ManagedChannel owned;

    /**
     * Asks over a channel that the caller owns and closes.
     *
     * @param bearer asked before each call for the token that says who asks; empty where
     *     authz-service wants none
     * @param deadline for questions that name none
     */
    public GrpcAuthorizer(Channel channel, Supplier<Optional<String>> bearer, Duration deadline) {
        this(channel, null, bearer, deadline);
    }

    private GrpcAuthorizer(
            Channel channel,
            @Nullable ManagedChannel owned,
            Supplier<Optional<String>> bearer,
            Duration deadline) {
        this.stub =
                MutinyAuthorizationGrpc.newMutinyStub(channel)
                        .withInterceptors(new BearerInterceptor(bearer));
        this.deadline = deadline;
        this.owned = owned;
    }

    /** As the constructor, but closes the channel with itself. */
    static GrpcAuthorizer owning(
            ManagedChannel channel, Supplier<Optional<String>> bearer, Duration deadline) {
        return new GrpcAuthorizer(channel, channel, bearer, deadline);
    }

    /**
     * Asks at {@code host:port} without TLS; close it in the end. Connects at the first question.
     */
    public static GrpcAuthorizer connect(
            String target, Supplier<Optional<String>> bearer, Duration deadline) {
        return owning(
                NettyChannelBuilder.forTarget(target)
                        .usePlaintext()
                        .keepAliveTime(30, TimeUnit.SECONDS)
                        .keepAliveTimeout(5, TimeUnit.SECONDS)
                        .build(),
                bearer,
                deadline);
    }

    @Override
    public Uni<Answer> check(PermissionQuestion question) {
        return Uni.createFrom()
                .deferred(() ->
                        stub.withDeadlineAfter(question.deadline().orElse(deadline))
                                .check(CheckMessages.request(question)))
                .map(CheckMessages::answer)
                .onFailure()
                .recoverWithItem(Statuses::unanswered);
    }

    /**
     * One BatchCheck. All are decided on one snapshot, at least as fresh as each of the questions
     * wants, and wait no longer than the most patient of them.
     */
    @Override
    public Uni<List<Answer>> checkAll(List<PermissionQuestion> questions) {
        if (questions.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.createFrom()
                .deferred(() ->
                        stub.withDeadlineAfter(longest(questions)).batchCheck(batch(questions)))
                .map(response -> answers(response, questions.size()))
                .onFailure()
                .recoverWithItem(failure ->
                        Collections.nCopies(questions.size(), Statuses.unanswered(failure)));
    }

    private Duration longest(List<PermissionQuestion> questions) {
        return questions.stream()
                .map(question -> question.deadline().orElse(deadline))
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    private static BatchCheckRequest batch(List<PermissionQuestion> questions) {
        Revision atLeast = Revision.NONE;
        BatchCheckRequest.Builder batch = BatchCheckRequest.newBuilder();
        for (PermissionQuestion question : questions) {
            atLeast = atLeast.and(question.atLeast());
            batch.addItems(CheckMessages.request(question));
        }
        return atLeast.equals(Revision.NONE)
                ? batch.build()
                : batch.setShared(CheckRequest.newBuilder().setAtLeast(atLeast.token())).build();
    }

    private static List<Answer> answers(BatchCheckResponse response, int asked) {
        if (response.getItemsCount() != asked) {
            return Collections.nCopies(
                    asked,
                    new Answer.Unanswered(
                            Cause.FAULT,
                            "%d answers to %d questions"
                                    .formatted(response.getItemsCount(), asked)));
        }
        List<Answer> answers = new ArrayList<>();
        for (BatchItem item : response.getItemsList()) {
            answers.add(
                    switch (item.getOutcomeCase()) {
                        case RESPONSE -> CheckMessages.answer(item.getResponse());
                        case ERROR ->
                                Statuses.unanswered(
                                        item.getError().getCode(), item.getError().getMessage());
                        case OUTCOME_NOT_SET ->
                                new Answer.Unanswered(Cause.FAULT, "an item without an answer");
                    });
        }
        return answers;
    }

    @Override
    public void close() {
        if (owned != null) {
            owned.shutdownNow();
        }
    }
}
