package io.gatehouse.authz.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.client.AuthorizerSettings.Tls;
import io.gatehouse.authz.client.BatchingAuthorizer.Batching;
import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.BatchCheckResponse;
import io.gatehouse.authz.v1.BatchItem;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.ItemError;
import io.gatehouse.model.ActionName;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.smallrye.mutiny.Uni;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The whole client against real servers on this machine. */
class ConnectedTest {

    @TempDir static Path directory;

    private final List<Server> servers = new ArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(Server::shutdownNow);
    }

    @Test
    void replicas_are_asked_in_turn_and_one_that_is_gone_is_not_missed() throws Exception {
        Replica first = new Replica();
        Replica second = new Replica();
        Server one = start(first, InsecureServerCredentials.create());
        Server two = start(second, InsecureServerCredentials.create());
        try (Authorizers.Connected authorizer =
                Authorizers.connect(patient(target(one), target(two)))) {
            for (int i = 0; i < 40; i++) {
                assertThat(authorizer.checkBlocking(question("s:Yes")).isAllowed()).isTrue();
            }
            assertThat(first.asked.get()).isPositive();
            assertThat(second.asked.get()).isPositive();
            one.shutdownNow().awaitTermination();
            for (int i = 0; i < 20; i++) {
                assertThat(authorizer.checkBlocking(question("s:Yes")).isAllowed()).isTrue();
            }
        }
    }

    @Test
    void nobody_there_is_no_yes() {
        try (Authorizers.Connected authorizer =
                Authorizers.connect(
                        AuthorizerSettings.of("127.0.0.1:1")
                                .withDeadline(Duration.ofMillis(500)))) {
            assertThat(authorizer.checkBlocking(question("s:Yes")))
                    .isInstanceOf(Answer.Unanswered.class);
        }
    }

    @Test
    void a_batch_keeps_the_order_and_a_bad_item_spoils_only_itself() throws Exception {
        Replica replica = new Replica();
        Server server = start(replica, InsecureServerCredentials.create());
        try (Authorizers.Connected authorizer =
                Authorizers.connect(
                        patient(target(server))
                                .withBatching(new Batching(Duration.ofMillis(30), 100)))) {
            List<Uni<Answer>> asked =
                    IntStream.range(0, 60)
                            .mapToObj(i ->
                                    authorizer.check(
                                            question(
                                                    i % 3 == 0
                                                            ? "s:Yes"
                                                            : i % 3 == 1 ? "s:No" : "s:Bad")))
                            .toList();
            List<Answer> answers = Uni.join().all(asked).andFailFast().await().indefinitely();
            for (int i = 0; i < 60; i++) {
                assertThat(answers.get(i))
                        .isInstanceOf(
                                i % 3 == 0
                                        ? Answer.Allowed.class
                                        : i % 3 == 1
                                                ? Answer.Denied.class
                                                : Answer.Unanswered.class);
            }
            assertThat(replica.batches.get()).isBetween(1, 10);
        }
    }

    @Test
    void the_token_is_asked_for_at_each_call() throws Exception {
        Server server = start(new Replica(), InsecureServerCredentials.create());
        AtomicInteger number = new AtomicInteger();
        try (Authorizers.Connected authorizer =
                Authorizers.connect(
                        patient(target(server))
                                .withBearer(() -> Optional.of("t" + number.incrementAndGet())))) {
            authorizer.checkBlocking(question("s:Yes"));
            authorizer.checkBlocking(question("s:Yes"));
        }
        assertThat(tokens).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void with_mutual_tls_both_sides_show_who_they_are_and_strangers_are_turned_away()
            throws Exception {
        PemFiles ours = PemFiles.make(directory, "ours");
        PemFiles strangers = PemFiles.make(directory, "strangers");
        ServerCredentials credentials =
                TlsServerCredentials.newBuilder()
                        .keyManager(ours.certificate().toFile(), ours.key().toFile())
                        .trustManager(ours.certificate().toFile())
                        .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                        .build();
        Server server = start(new Replica(), credentials);
        AuthorizerSettings settings = patient(target(server)).withDeadline(Duration.ofSeconds(5));
        assertThat(asked(settings.withTls(ours.mutual(ours.certificate())))).isTrue();
        assertThat(asked(settings.withTls(strangers.mutual(ours.certificate()))))
                .as("a client that the server does not know")
                .isFalse();
        assertThat(asked(settings.withTls(ours.mutual(strangers.certificate()))))
                .as("a server that the client does not know")
                .isFalse();
        assertThat(
                        asked(
                                settings.withTls(
                                        new Tls(
                                                Optional.of(ours.certificate()),
                                                Optional.empty(),
                                                Optional.empty()))))
                .as("a client without a certificate")
                .isFalse();
        assertThat(asked(settings)).as("no TLS at all").isFalse();
    }

    private static boolean asked(AuthorizerSettings settings) {
        try (Authorizers.Connected authorizer = Authorizers.connect(settings)) {
            return authorizer.checkBlocking(question("s:Yes")).isAllowed();
        }
    }

    private static AuthorizerSettings patient(String... targets) {
        return AuthorizerSettings.of(targets).withDeadline(Duration.ofSeconds(10));
    }

    private static PermissionQuestion question(String action) {
        return PermissionQuestion.of(
                "arn:aws:iam::111111111111:user/bob", ActionName.parse(action), "*");
    }

    private static String target(Server server) {
        return "localhost:" + server.getPort();
    }

    private Server start(Replica replica, ServerCredentials credentials) throws IOException {
        Server server =
                NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0), credentials)
                        .addService(replica)
                        .intercept(new Tokens())
                        .build()
                        .start();
        servers.add(server);
        return server;
    }

    private final class Tokens implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String token =
                    headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
            if (token != null) {
                tokens.add(token);
            }
            return next.startCall(call, headers);
        }
    }

    /** Says yes to Yes, no to No, and nothing to anything else. */
    private static final class Replica extends AuthorizationGrpc.AuthorizationImplBase {

        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger batches = new AtomicInteger();

        @Override
        public void check(CheckRequest request, StreamObserver<CheckResponse> answer) {
            asked.incrementAndGet();
            answer.onNext(response(request));
            answer.onCompleted();
        }

        @Override
        public void batchCheck(
                BatchCheckRequest request, StreamObserver<BatchCheckResponse> answer) {
            batches.incrementAndGet();
            BatchCheckResponse.Builder all = BatchCheckResponse.newBuilder();
            for (CheckRequest item : request.getItemsList()) {
                all.addItems(
                        item.getAction().equals("s:Bad")
                                ? BatchItem.newBuilder()
                                        .setError(
                                                ItemError.newBuilder().setCode(3).setMessage("bad"))
                                : BatchItem.newBuilder().setResponse(response(item)));
            }
            answer.onNext(all.build());
            answer.onCompleted();
        }

        private static CheckResponse response(CheckRequest request) {
            return CheckResponse.newBuilder()
                    .setDecision(
                            request.getAction().equals("s:Yes")
                                    ? Decision.ALLOWED
                                    : Decision.IMPLICITLY_DENIED)
                    .setRevision(io.gatehouse.model.Revision.NONE.token())
                    .build();
        }
    }
}
