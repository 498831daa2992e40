package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One id finds a request in the logs of every service that worked on it, as a field. */
@ExtendWith(RunningGatehouse.class)
class RequestTraceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_request_for_identity_service_is_found_by_its_id(GatehouseProcess gatehouse) {
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            String id = iam.createUser(r -> r.userName("traced")).responseMetadata().requestId();
            expect(gatehouse, id, "gateway", "gateway", "iam:CreateUser", "answered 200");
            expect(gatehouse, id, "identity-service", "identity", "iam:CreateUser", "answered 200");
            expect(gatehouse, id, "authz-service", "authz", "iam:CreateUser", "decided ALLOWED");
        }
    }

    @Test
    void a_request_for_policy_service_is_found_by_its_id(GatehouseProcess gatehouse) {
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            String id =
                    iam.listPolicies(r -> r.pathPrefix("/traced/")).responseMetadata().requestId();
            expect(gatehouse, id, "gateway", "gateway", "iam:ListPolicies", "answered 200");
            expect(gatehouse, id, "policy-service", "policy", "iam:ListPolicies", "answered 200");
            expect(gatehouse, id, "authz-service", "authz", "iam:ListPolicies", "decided ALLOWED");
        }
    }

    private static void expect(
            GatehouseProcess gatehouse,
            String requestId,
            String process,
            String service,
            String action,
            String begin) {
        Path log = gatehouse.data().resolve("logs").resolve(process + ".log");
        Eventually.within(
                Duration.ofSeconds(10),
                "%s tells of request %s".formatted(process, requestId),
                () -> !lines(log, requestId).isEmpty());
        assertThat(lines(log, requestId))
                .as(process)
                .anySatisfy(line -> {
                    assertThat(line.path("message").asText()).startsWith(begin);
                    assertThat(line.path("service").asText()).isEqualTo(service);
                    assertThat(line.at("/mdc/action").asText()).isEqualTo(action);
                    assertThat(line.at("/mdc/account").asText())
                            .isEqualTo(GatehouseProcess.ACCOUNT);
                });
    }

    /** Those whose field says the id: JSON, one object a line. */
    private static List<JsonNode> lines(Path log, String requestId) {
        List<JsonNode> found = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(log)) {
                if (line.contains(requestId)) {
                    JsonNode json = JSON.readTree(line);
                    if (json.at("/mdc/request_id").asText().equals(requestId)) {
                        found.add(json);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
