package io.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What runs in a cluster is locked down and complete: the Kustomize base and the compose file, read
 * strictly (a key given twice is an error). No cluster is needed.
 */
class DeployTest {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));
    private static final Path BASE = ROOT.resolve("deploy/kubernetes/base");
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(
                                    com.fasterxml.jackson.core.StreamReadFeature
                                            .STRICT_DUPLICATE_DETECTION)
                            .build());

    private static List<JsonNode> documents(Path file) throws IOException {
        try (JsonParser parser = YAML.createParser(file.toFile());
                MappingIterator<JsonNode> all = YAML.readValues(parser, JsonNode.class)) {
            return new ArrayList<>(all.readAll());
        }
    }

    private static List<JsonNode> resources() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode name :
                documents(BASE.resolve("kustomization.yaml")).getFirst().get("resources")) {
            all.addAll(documents(BASE.resolve(name.asText())));
        }
        return all;
    }

    private static List<JsonNode> workloads() throws IOException {
        return resources().stream()
                .filter(r -> Set.of("Deployment", "Job").contains(r.get("kind").asText()))
                .toList();
    }

    @Test
    void the_kustomization_names_every_file_beside_it() throws IOException {
        Set<String> named = new HashSet<>(Set.of("kustomization.yaml"));
        documents(BASE.resolve("kustomization.yaml"))
                .getFirst()
                .get("resources")
                .forEach(name -> named.add(name.asText()));
        try (Stream<Path> files = Files.list(BASE)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void every_resource_says_what_it_is() throws IOException {
        assertThat(resources())
                .hasSizeGreaterThan(10)
                .allSatisfy(resource -> {
                    assertThat(resource.path("apiVersion").asText()).isNotEmpty();
                    assertThat(resource.path("kind").asText()).isNotEmpty();
                    assertThat(resource.path("metadata").path("name").asText()).isNotEmpty();
                });
    }

    @Test
    void every_pod_runs_as_nobody_with_a_read_only_root_and_bounded_memory() throws IOException {
        assertThat(workloads())
                .hasSize(5)
                .allSatisfy(workload -> {
                    JsonNode pod = workload.at("/spec/template/spec");
                    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
                    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
                    JsonNode container = pod.at("/containers/0");
                    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                            .isTrue();
                    assertThat(
                                    container
                                            .at("/securityContext/allowPrivilegeEscalation")
                                            .asBoolean(true))
                            .isFalse();
                    assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                            .isEqualTo("ALL");
                    assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
                    assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
                });
    }

    @Test
    void every_service_is_probed_on_the_port_it_listens_on() throws IOException {
        for (JsonNode deployment : resources()) {
            if (!deployment.get("kind").asText().equals("Deployment")) {
                continue;
            }
            JsonNode container = deployment.at("/spec/template/spec/containers/0");
            Set<String> ports = new HashSet<>();
            container.get("ports").forEach(port -> ports.add(port.get("name").asText()));
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(ports)
                        .contains(container.at("/" + probe + "/httpGet/port").asText("absent"));
            }
            assertThat(
                            deployment
                                    .at("/spec/template/metadata/annotations/prometheus.io~1port")
                                    .asText())
                    .isEqualTo(container.at("/ports/0/containerPort").asText());
        }
    }

    @Test
    void only_identity_service_mounts_the_master_key() throws IOException {
        for (JsonNode workload : workloads()) {
            boolean identity = workload.at("/metadata/name").asText().equals("identity-service");
            assertThat(workload.toString().contains("master-"))
                    .as(workload.at("/metadata/name").asText())
                    .isEqualTo(identity);
        }
    }

    @Test
    void no_password_stands_in_a_file() throws IOException {
        for (JsonNode workload : workloads()) {
            for (JsonNode variable : workload.at("/spec/template/spec/containers/0/env")) {
                if (variable.get("name").asText().contains("PASSWORD")) {
                    assertThat(variable.at("/valueFrom/secretKeyRef/name").asText()).isNotEmpty();
                }
            }
        }
        for (JsonNode service :
                documents(ROOT.resolve("docker-compose.yml")).getFirst().get("services")) {
            service.path("environment")
                    .properties()
                    .forEach(entry -> {
                        if (entry.getKey().contains("PASSWORD")) {
                            assertThat(entry.getValue().asText()).startsWith("${");
                        }
                    });
        }
    }

    @Test
    void the_compose_file_runs_the_same_services_and_waits_for_health() throws IOException {
        JsonNode services =
                documents(ROOT.resolve("docker-compose.yml")).getFirst().get("services");
        assertThat(services.properties().stream().map(java.util.Map.Entry::getKey))
                .contains(
                        "postgres",
                        "kafka",
                        "identity-service",
                        "policy-service",
                        "authz-service",
                        "gateway");
        assertThat(services.at("/policy-service/depends_on/identity-service/condition").asText())
                .isEqualTo("service_healthy");
    }

    @Test
    void both_ways_to_make_topics_are_one_script() throws IOException {
        String script = Files.readString(ROOT.resolve("deploy/images/topics.sh"));
        JsonNode map = documents(BASE.resolve("topics.yaml")).getLast();
        assertThat(map.at("/data/topics.sh").asText()).isEqualTo(script);
    }

    @Test
    void whoever_asks_for_decisions_shows_who_it_is_and_stale_facts_deny() throws IOException {
        JsonNode compose =
                documents(ROOT.resolve("docker-compose.yml"))
                        .getFirst()
                        .at("/services/authz-service/environment");
        assertThat(variable("authz-service", "GATEHOUSE_AUTHZ_CALLERS")).isEqualTo("token");
        assertThat(variable("authz-service", "GATEHOUSE_STALENESS_VERY_STALE")).isEqualTo("deny");
        assertThat(variable("authz-service", "GATEHOUSE_DECISION_LOG_SAMPLE_ALLOWED"))
                .isEqualTo("1");
        assertThat(compose.path("GATEHOUSE_STALENESS_VERY_STALE").asText()).isEqualTo("deny");
        assertThat(Files.readString(ROOT.resolve("docker-compose.yml")))
                .contains("GATEHOUSE_AUTHZ_CALLERS: token");
    }

    @Test
    void every_file_of_components_and_overlays_is_named_by_its_kustomization() throws IOException {
        for (String parent : List.of("components", "overlays")) {
            try (Stream<Path> folders =
                    Files.list(ROOT.resolve("deploy/kubernetes").resolve(parent))) {
                for (Path folder : folders.toList()) {
                    assertNamesAllBesideIt(folder);
                }
            }
        }
    }

    private static void assertNamesAllBesideIt(Path folder) throws IOException {
        JsonNode kustomization = documents(folder.resolve("kustomization.yaml")).getFirst();
        Set<String> named = new HashSet<>(Set.of("kustomization.yaml"));
        kustomization.path("patches").forEach(it -> named.add(it.path("path").asText()));
        kustomization.path("resources").forEach(it -> named.add(it.asText()));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(named).as(folder.toString()).contains(file.getFileName().toString());
                assertThat(documents(file)).as(file.toString()).isNotEmpty();
            }
        }
    }

    private static String variable(String workload, String name) throws IOException {
        for (JsonNode each : workloads()) {
            if (each.at("/metadata/name").asText().equals(workload)) {
                for (JsonNode variable : each.at("/spec/template/spec/containers/0/env")) {
                    if (variable.get("name").asText().equals(name)) {
                        return variable.path("value").asText();
                    }
                }
            }
        }
        return "absent";
    }
}
