package io.gatehouse.gateway;

import io.gatehouse.internal.v1.AuthenticateRequest;
import io.gatehouse.internal.v1.AuthenticateResponse;
import io.gatehouse.internal.v1.Caller;
import io.gatehouse.internal.v1.CallerKind;
import io.gatehouse.internal.v1.Header;
import io.gatehouse.internal.v1.HeadsRequest;
import io.gatehouse.internal.v1.HeadsResponse;
import io.gatehouse.internal.v1.MutinyIdentityQuestionsGrpc;
import io.gatehouse.internal.v1.MutinyPolicyQuestionsGrpc;
import io.gatehouse.internal.v1.Refused;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.mutiny.Uni;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The two writing services at their gRPC and HTTP doors. Identity accepts whoever sends {@code
 * X-Test-Caller: good}; policy can be taken away.
 */
public final class Writers implements QuarkusTestResourceLifecycleManager {

    static final AccountId ACCOUNT = new AccountId("111111111111");
    static final LogPosition IDENTITY_HEAD = new LogPosition(ACCOUNT, LogName.IDENTITY, "e1", 7);
    static final LogPosition POLICY_HEAD = new LogPosition(ACCOUNT, LogName.POLICY, "e1", 3);
    static final List<AuthenticateRequest> ASKED = new CopyOnWriteArrayList<>();

    /** Of policy-service, the accounts of each question. */
    static final List<List<String>> HEADS_ASKED = new CopyOnWriteArrayList<>();

    private static Upstream identity;
    private static Upstream policy;
    private static Upstream authz;

    private Server identityGrpc;
    private Server policyGrpc;

    static Upstream identity() {
        return identity;
    }

    static Upstream policy() {
        return policy;
    }

    static Upstream authz() {
        return authz;
    }

    @Override
    public Map<String, String> start() {
        try {
            identity = new Upstream("identity");
            policy = new Upstream("policy");
            authz = new Upstream("authz");
            identityGrpc = server(new IdentityQuestions(), new ConsoleByHand());
            policyGrpc = server(new PolicyQuestions());
            return Map.ofEntries(
                    Map.entry("gatehouse.identity.http", identity.address()),
                    Map.entry("gatehouse.policy.http", policy.address()),
                    Map.entry("gatehouse.authz.http", authz.address()),
                    Map.entry("gatehouse.identity.grpc", "127.0.0.1:" + identityGrpc.getPort()),
                    Map.entry("gatehouse.policy.grpc", "127.0.0.1:" + policyGrpc.getPort()),
                    Map.entry("gatehouse.keys.dir", keys().toString()),
                    Map.entry("gatehouse.gateway.public-urls", "https://gatehouse.example.com"),
                    // Buckets hold two seconds: alice of the other tests never empties hers.
                    Map.entry("gatehouse.gateway.rate.unsigned", "2"),
                    Map.entry("gatehouse.gateway.rate.principal", "20"),
                    Map.entry("gatehouse.gateway.rate.account", "30"),
                    Map.entry("quarkus.http.test-port", "0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path keys() throws IOException {
        Path directory = Files.createTempDirectory("gatehouse-keys");
        Path file =
                Files.createFile(
                        directory.resolve("internal-k1.key"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
        return directory;
    }

    private static Server server(io.grpc.BindableService... services) throws IOException {
        NettyServerBuilder server =
                NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (io.grpc.BindableService service : services) {
            server.addService(service);
        }
        return server.build().start();
    }

    @Override
    public void stop() {
        identityGrpc.shutdownNow();
        policyGrpc.shutdownNow();
        identity.close();
        policy.close();
        authz.close();
    }

    private static final class IdentityQuestions
            extends MutinyIdentityQuestionsGrpc.IdentityQuestionsImplBase {

        @Override
        public Uni<AuthenticateResponse> authenticate(AuthenticateRequest request) {
            ASKED.add(request);
            String caller = caller(request);
            AuthenticateResponse.Builder answer = AuthenticateResponse.newBuilder();
            if (!caller.isEmpty()) {
                answer.setCaller(
                                Caller.newBuilder()
                                        .setKind(CallerKind.USER)
                                        .setAccount(Arn.parse(caller).account())
                                        .setArn(caller))
                        .setInternalToken("token-for-" + request.getAction())
                        .setHeads(request.getWithHeads() ? Revision.of(IDENTITY_HEAD).token() : "");
            } else {
                answer.setRefused(
                        Refused.newBuilder()
                                .setCode("SIGNATURE_DOES_NOT_MATCH")
                                .setMessage("the signature <of> this & that does not match"));
            }
            return Uni.createFrom().item(answer.build());
        }

        /** {@code good} is alice; an ARN is itself; whoever else did not sign right. */
        private static String caller(AuthenticateRequest request) {
            String given =
                    request.getHeadersList().stream()
                            .filter(h -> h.getName().equalsIgnoreCase("X-Test-Caller"))
                            .map(Header::getValue)
                            .findFirst()
                            .orElse("");
            return switch (given) {
                case "good" -> "arn:aws:iam::111111111111:user/alice";
                case String arn when Arn.isArn(arn) -> arn;
                default -> "";
            };
        }
    }

    private static final class PolicyQuestions
            extends MutinyPolicyQuestionsGrpc.PolicyQuestionsImplBase {

        @Override
        public Uni<HeadsResponse> heads(HeadsRequest request) {
            HEADS_ASKED.add(request.getAccountsList());
            return Uni.createFrom()
                    .item(
                            HeadsResponse.newBuilder()
                                    .setRevision(Revision.of(POLICY_HEAD).token())
                                    .build());
        }
    }
}
