package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass;

import io.gatehouse.authz.client.Answer;
import io.gatehouse.authz.client.Answer.Cause;
import io.gatehouse.authz.client.GrpcAuthorizer;
import io.gatehouse.authz.client.PermissionQuestion;
import io.gatehouse.authz.client.PermissionQuestion.Asked;
import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.ContextType;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.authz.v1.ListAllowedActionsRequest;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.authz.v1.StreamedCheckRequest;
import io.gatehouse.authz.v1.StreamedCheckResponse;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

@QuarkusTest
@WithTestResource(FactsOnKafka.class)
class GrpcTest {

    private static final AccountId OWNER = new AccountId("600000000001");
    private static final String BOB = "arn:aws:iam::600000000001:user/bob";
    private static final ActionName READ = ActionName.parse("s3:GetObject");
    private static final LogWriter IDENTITY = new LogWriter(OWNER, LogName.IDENTITY);
    private static final LogWriter POLICY = new LogWriter(OWNER, LogName.POLICY);
    private static boolean isWritten;

    private final GrpcAuthorizer authorizer =
            GrpcAuthorizer.connect(
                    FactsOnKafka.grpcTarget(), Optional::empty, Duration.ofSeconds(10));
    private final ManagedChannel channel =
            NettyChannelBuilder.forTarget(FactsOnKafka.grpcTarget()).usePlaintext().build();

    @BeforeEach
    void bob_may_read() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
        if (!isWritten) {
            FactsOnKafka.publish(IDENTITY.write(account(), user("bob")));
            FactsOnKafka.publish(POLICY.write(inline(userId("bob"), allow("s3:GetObject"))));
            isWritten = true;
        }
    }

    @AfterEach
    void close() {
        authorizer.close();
        channel.shutdownNow();
    }

    @Test
    void the_client_is_told_yes_and_no() {
        Answer yes = authorizer.checkBlocking(question(READ));
        Answer no = authorizer.checkBlocking(question(ActionName.parse("s3:PutObject")));

        assertThat(yes)
                .isInstanceOfSatisfying(
                        Answer.Allowed.class,
                        it -> assertThat(it.revision().includes(POLICY.revision())).isTrue());
        assertThat(no)
                .isInstanceOfSatisfying(
                        Answer.Denied.class,
                        it -> assertThat(it.message()).contains("is not authorized to perform"));
    }

    @Test
    void what_has_not_arrived_is_not_yet() {
        LogWriter ahead = new LogWriter(OWNER, LogName.POLICY);
        for (int i = 0; i < 1_000; i++) {
            var _ = ahead.write();
        }

        Answer answer =
                authorizer.checkBlocking(
                        question(READ)
                                .withAtLeast(ahead.revision())
                                .withDeadline(Duration.ofMillis(500)));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        it -> assertThat(it.cause()).isEqualTo(Cause.NOT_YET));
    }

    @Test
    void wrong_questions_and_tokens_that_are_not_genuine_are_never_a_yes() {
        Answer malformed = authorizer.checkBlocking(PermissionQuestion.of("bob", READ, "*"));
        Answer token =
                authorizer.checkBlocking(
                        question(READ).withPrincipal(new Asked.BySessionToken("x")));

        assertThat(((Answer.Unanswered) malformed).cause()).isEqualTo(Cause.INVALID);
        assertThat(((Answer.Unanswered) token).cause()).isEqualTo(Cause.INVALID);
    }

    @Test
    void an_unreachable_service_is_never_a_yes() {
        try (GrpcAuthorizer nobody =
                GrpcAuthorizer.connect("127.0.0.1:1", Optional::empty, Duration.ofSeconds(2))) {
            assertThat(((Answer.Unanswered) nobody.checkBlocking(question(READ))).cause())
                    .isEqualTo(Cause.UNAVAILABLE);
        }
    }

    @Test
    void allowed_actions_keep_the_order_asked() {
        var answer =
                AuthorizationGrpc.newBlockingStub(channel)
                        .listAllowedActions(
                                ListAllowedActionsRequest.newBuilder()
                                        .setQuestion(request())
                                        .addAllActions(
                                                List.of("s3:PutObject", "S3:getobject", "a:B"))
                                        .build());

        assertThat(answer.getAllowedList()).containsExactly("S3:getobject");
    }

    @Test
    void a_stream_answers_each_question_by_its_correlation_id() throws Exception {
        List<StreamedCheckResponse> answers = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        StreamObserver<StreamedCheckRequest> questions =
                AuthorizationGrpc.newStub(channel)
                        .checkStream(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(StreamedCheckResponse answer) {
                                        answers.add(answer);
                                    }

                                    @Override
                                    public void onError(Throwable failure) {
                                        done.completeExceptionally(failure);
                                    }

                                    @Override
                                    public void onCompleted() {
                                        done.complete(true);
                                    }
                                });

        questions.onNext(streamed(1, request()));
        questions.onNext(streamed(2, request().toBuilder().setAction("nonsense").build()));
        questions.onNext(streamed(3, request().toBuilder().setAction("s3:PutObject").build()));
        questions.onCompleted();

        assertThat(done.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answers)
                .extracting(
                        StreamedCheckResponse::getCorrelationId,
                        StreamedCheckResponse::hasError,
                        answer -> answer.getResponse().getDecision().name())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(1L, false, "ALLOWED"),
                        org.assertj.core.groups.Tuple.tuple(2L, true, "DECISION_UNSPECIFIED"),
                        org.assertj.core.groups.Tuple.tuple(3L, false, "IMPLICITLY_DENIED"));
    }

    @Test
    void a_wrong_field_is_named_in_the_details() {
        StatusRuntimeException refused =
                refusal(request().toBuilder().setResource("b/one").setRequestId("wrong-1").build());
        assertThat(refused.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.INVALID_ARGUMENT);
        assertThat(detail(refused, ErrorInfo.class).getReason()).isEqualTo("INVALID");
        assertThat(detail(refused, ErrorInfo.class).getDomain()).isEqualTo("gatehouse");
        assertThat(detail(refused, BadRequest.class).getFieldViolations(0).getField())
                .isEqualTo("resource");
        assertThat(detail(refused, RequestInfo.class).getRequestId()).isEqualTo("wrong-1");
    }

    @Test
    void not_yet_says_when_to_try_again() {
        LogWriter ahead = new LogWriter(OWNER, LogName.POLICY);
        for (int i = 0; i < 1_000; i++) {
            var _ = ahead.write();
        }
        CheckRequest tooEarly = request().toBuilder().setAtLeast(ahead.revision().token()).build();
        long begun = System.nanoTime();
        StatusRuntimeException refused =
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        StatusRuntimeException.class,
                        () ->
                                AuthorizationGrpc.newBlockingStub(channel)
                                        .withDeadlineAfter(1_500, TimeUnit.MILLISECONDS)
                                        .check(tooEarly));
        // Longer than the second that is configured for those who say nothing.
        assertThat(System.nanoTime() - begun).isGreaterThan(1_300_000_000L);
        assertThat(refused.getStatus().getCode())
                .isEqualTo(io.grpc.Status.Code.FAILED_PRECONDITION);
        assertThat(detail(refused, RetryInfo.class).hasRetryDelay()).isTrue();
    }

    @Test
    void context_that_is_not_of_its_type_is_refused() {
        CheckRequest wrong =
                request().toBuilder()
                        .putContext(
                                "app:count",
                                ContextValues.newBuilder()
                                        .addValues("12abc")
                                        .setType(ContextType.NUMBER)
                                        .build())
                        .build();
        assertThat(detail(refusal(wrong), BadRequest.class).getFieldViolations(0).getField())
                .isEqualTo("context.app:count");
    }

    @Test
    void an_item_that_is_too_early_or_broken_spoils_only_itself() {
        LogWriter ahead = new LogWriter(OWNER, LogName.POLICY);
        for (int i = 0; i < 1_000; i++) {
            var _ = ahead.write();
        }
        var answers =
                AuthorizationGrpc.newBlockingStub(channel)
                        .batchCheck(
                                BatchCheckRequest.newBuilder()
                                        .setShared(request())
                                        .addItems(CheckRequest.getDefaultInstance())
                                        .addItems(
                                                CheckRequest.newBuilder()
                                                        .setAtLeast(ahead.revision().token()))
                                        .addItems(CheckRequest.newBuilder().setAtLeast("nonsense"))
                                        .addItems(
                                                CheckRequest.newBuilder().setAction("s3:PutObject"))
                                        .build());
        assertThat(answers.getItemsList())
                .extracting(item ->
                        item.hasError()
                                ? Integer.toString(item.getError().getCode())
                                : item.getResponse().getDecision().name())
                .containsExactly("ALLOWED", "9", "3", "IMPLICITLY_DENIED");
    }

    @Test
    void the_health_service_says_serving_once_caught_up() {
        for (String name : List.of("", "gatehouse.authz.v1.Authorization")) {
            Eventually.holds(() ->
                    assertThat(
                                    HealthGrpc.newBlockingStub(channel)
                                            .check(
                                                    HealthOuterClass.HealthCheckRequest.newBuilder()
                                                            .setService(name)
                                                            .build())
                                            .getStatus())
                            .isEqualTo(HealthOuterClass.HealthCheckResponse.ServingStatus.SERVING));
        }
    }

    @Test
    void reflection_lists_the_services() throws Exception {
        CompletableFuture<List<String>> listed = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> asked =
                ServerReflectionGrpc.newStub(channel)
                        .serverReflectionInfo(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(ServerReflectionResponse answer) {
                                        listed.complete(
                                                answer
                                                        .getListServicesResponse()
                                                        .getServiceList()
                                                        .stream()
                                                        .map(ServiceResponse::getName)
                                                        .toList());
                                    }

                                    @Override
                                    public void onError(Throwable failure) {
                                        listed.completeExceptionally(failure);
                                    }

                                    @Override
                                    public void onCompleted() {}
                                });
        asked.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());

        assertThat(listed.get(10, TimeUnit.SECONDS))
                .contains(
                        "gatehouse.authz.v1.Authorization",
                        "envoy.service.auth.v3.Authorization",
                        "grpc.health.v1.Health");
        asked.onCompleted();
    }

    private StatusRuntimeException refusal(CheckRequest request) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                StatusRuntimeException.class,
                () -> AuthorizationGrpc.newBlockingStub(channel).check(request));
    }

    private static <M extends Message> M detail(StatusRuntimeException refused, Class<M> kind) {
        return io.grpc.protobuf.StatusProto.fromThrowable(refused).getDetailsList().stream()
                .filter(it -> it.is(kind))
                .map(it -> {
                    try {
                        return it.unpack(kind);
                    } catch (InvalidProtocolBufferException e) {
                        throw new AssertionError(e);
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    private static PermissionQuestion question(ActionName action) {
        return PermissionQuestion.of(BOB, action, "*")
                .withAtLeast(IDENTITY.revision().and(POLICY.revision()));
    }

    private static CheckRequest request() {
        Revision written = IDENTITY.revision().and(POLICY.revision());
        return CheckRequest.newBuilder()
                .setPrincipal(Principal.newBuilder().setArn(BOB))
                .setAction("s3:GetObject")
                .setResource("*")
                .setAtLeast(written.token())
                .build();
    }

    private static StreamedCheckRequest streamed(long id, CheckRequest request) {
        return StreamedCheckRequest.newBuilder().setCorrelationId(id).setRequest(request).build();
    }
}
