package io.gatehouse.authz.client;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;

import io.gatehouse.authz.client.Answer.Cause;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.MutinyAuthorizationGrpc;
import io.gatehouse.authz.v1.Staleness;
import io.gatehouse.model.Revision;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.smallrye.mutiny.Uni;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks authz-service over gRPC. One call per question, no retries: a caller that wants another try
 * asks again. Safe for all threads.
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

    /**
     * Asks at {@code host:port} without TLS; close it in the end. Connects at the first question.
     */
    public static GrpcAuthorizer connect(
            String target, Supplier<Optional<String>> bearer, Duration deadline) {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(target)
                        .usePlaintext()
                        .keepAliveTime(30, TimeUnit.SECONDS)
                        .keepAliveTimeout(5, TimeUnit.SECONDS)
                        .build();
        return new GrpcAuthorizer(channel, channel, bearer, deadline);
    }

    @Override
    public Uni<Answer> check(PermissionQuestion question) {
        return Uni.createFrom()
                .deferred(() ->
                        stub.withDeadlineAfter(question.deadline().orElse(deadline))
                                .check(Questions.request(question)))
                .map(GrpcAuthorizer::answer)
                .onFailure()
                .recoverWithItem(GrpcAuthorizer::unanswered);
    }

    private static Answer answer(CheckResponse response) {
        Revision revision = Revision.parse(response.getRevision());
        boolean isStale = response.getStaleness() != Staleness.FRESH;
        return switch (response.getDecision()) {
            case ALLOWED -> new Answer.Allowed(revision, isStale);
            case EXPLICITLY_DENIED, IMPLICITLY_DENIED ->
                    new Answer.Denied(
                            response.getDecision()
                                    == io.gatehouse.authz.v1.Decision.EXPLICITLY_DENIED,
                            response.getLayer(),
                            response.getMessage(),
                            Questions.because(response),
                            revision,
                            isStale);
            case DECISION_UNSPECIFIED, UNRECOGNIZED ->
                    new Answer.Unanswered(Cause.FAULT, "an answer without a decision");
        };
    }

    private static Answer unanswered(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        Cause cause =
                switch (status.getCode()) {
                    case FAILED_PRECONDITION -> isNotYet(failure) ? Cause.NOT_YET : Cause.FAULT;
                    case DEADLINE_EXCEEDED -> Cause.DEADLINE;
                    case UNAVAILABLE, RESOURCE_EXHAUSTED, ABORTED -> Cause.UNAVAILABLE;
                    case INVALID_ARGUMENT, OUT_OF_RANGE, NOT_FOUND -> Cause.INVALID;
                    case UNAUTHENTICATED, PERMISSION_DENIED -> Cause.NOT_PERMITTED;
                    case OK,
                            CANCELLED,
                            UNKNOWN,
                            ALREADY_EXISTS,
                            UNIMPLEMENTED,
                            INTERNAL,
                            DATA_LOSS ->
                            Cause.FAULT;
                };
        String description = status.getDescription();
        return new Answer.Unanswered(
                cause, description == null ? status.getCode().name() : description);
    }

    private static boolean isNotYet(Throwable failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        if (status == null) {
            return false;
        }
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .anyMatch(detail -> {
                    try {
                        return detail.unpack(ErrorInfo.class).getReason().equals(NOT_YET);
                    } catch (InvalidProtocolBufferException _) {
                        return false;
                    }
                });
    }

    @Override
    public void close() {
        if (owned != null) {
            owned.shutdownNow();
        }
    }
}
