package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Principal;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Issue 6: decisions while authz-service is killed; answered ≤ counted ≤ sent. */
@ExtendWith(RunningGatehouse.class)
class UsageTest {

    private static final Duration BACK = Duration.ofSeconds(45);
    private static final int KILLS = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();

    @Test
    void what_was_answered_while_authz_service_was_killed_is_billed_and_nothing_more(
            GatehouseProcess gatehouse) throws Exception {
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            iam.createUser(r -> r.userName("metered"));
        }
        AtomicBoolean asking = new AtomicBoolean(true);
        Thread asker = Thread.ofPlatform().start(() -> ask(gatehouse, asking));
        for (int kill = 0; kill < KILLS; kill++) {
            long before = answered.get();
            Eventually.within(BACK, "answers", () -> answered.get() > before + 200);
            long pid = gatehouse.pid("authz-service");
            gatehouse.kill("authz-service");
            Eventually.within(BACK, "started again", () -> gatehouse.pid("authz-service") != pid);
        }
        long last = answered.get();
        Eventually.within(BACK, "answers again", () -> answered.get() > last + 100);
        asking.set(false);
        asker.join();

        Eventually.within(BACK, "the ledger has all", () -> counted(gatehouse) >= answered.get());
        assertThat(counted(gatehouse)).isBetween(answered.get(), sent.get());
        GatehouseProcess.Said said =
                gatehouse.run("usage", "--by", "principal,action", "--service", "metered");
        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text()).contains("user/metered").contains("Ask").contains("█");
        assertThat(gatehouse.run("usage", "--csv", "--by", "service").text())
                .startsWith("service,count")
                .contains("iam,");
    }

    /** As the answered ones, so the refused: somebody has asked. */
    @Test
    void management_calls_through_the_gateway_are_billed_one_by_one(GatehouseProcess gatehouse) {
        AccessKey key;
        String id;
        try (IamClient root = AwsClients.iam(gatehouse)) {
            id = root.createUser(r -> r.userName("caller")).user().userId();
            root.putUserPolicy(r ->
                    r.userName("caller")
                            .policyName("self")
                            .policyDocument(
                                    """
                                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                    "Action":"iam:GetUser","Resource":"*"}]}
                                    """));
            key = root.createAccessKey(r -> r.userName("caller")).accessKey();
        }
        try (IamClient caller =
                AwsClients.iam(gatehouse, key.accessKeyId(), key.secretAccessKey())) {
            for (int call = 0; call < 7; call++) {
                assertThat(caller.getUser().user().userName()).isEqualTo("caller");
            }
            for (int call = 0; call < 2; call++) {
                assertThatThrownBy(caller::listRoles).hasMessageContaining("not authorized");
            }
        }
        Eventually.within(
                BACK,
                "both are billed",
                () -> {
                    String csv =
                            gatehouse
                                    .run(
                                            "usage",
                                            "--csv",
                                            "--by",
                                            "principal,action",
                                            "--service",
                                            "iam")
                                    .text();
                    return csv.contains(id + ",user/caller,GetUser,7")
                            && csv.contains(id + ",user/caller,ListRoles,2");
                });
    }

    private void ask(GatehouseProcess gatehouse, AtomicBoolean asking) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", gatehouse.port(9083))
                        .usePlaintext()
                        .build();
        CheckRequest question =
                CheckRequest.newBuilder()
                        .setPrincipal(
                                Principal.newBuilder()
                                        .setArn(
                                                "arn:aws:iam::%s:user/metered"
                                                        .formatted(GatehouseProcess.ACCOUNT)))
                        .setAction("metered:Ask")
                        .setResource("*")
                        .build();
        try {
            while (asking.get()) {
                sent.incrementAndGet();
                try {
                    var _ =
                            AuthorizationGrpc.newBlockingStub(channel)
                                    .withWaitForReady()
                                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                                    .check(question);
                    answered.incrementAndGet();
                } catch (StatusRuntimeException _) {
                    // Killed before it answered: sent, and perhaps counted.
                }
            }
        } finally {
            channel.shutdownNow();
        }
    }

    private long counted(GatehouseProcess gatehouse) {
        try {
            GatehouseProcess.Said said =
                    gatehouse.run("usage", "--json", "--by", "service", "--service", "metered");
            JsonNode answer = json.readTree(said.text());
            return answer.path("total").asLong(-1);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
