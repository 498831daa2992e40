package io.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code deploy/kubernetes/overlays/production}, as Kustomize renders it: TLS on every connection,
 * and everything that it refers to is there. That it works is {@code DeployedTest}'s.
 */
class ProductionOverlayTest {

    private static final Path DEPLOY =
            Path.of(System.getProperty("gatehouse.root")).resolve("deploy");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Z_]+)\\)");

    private static Rendered production;

    @BeforeAll
    static void rendered() throws Exception {
        production = Rendered.of("deploy/kubernetes/overlays/production");
    }

    @Test
    void the_base_renders_too() throws Exception {
        assertThat(Rendered.of("deploy/kubernetes/base").all("Deployment")).hasSize(4);
    }

    @Test
    void no_connection_is_in_clear() {
        JsonNode settings = production.one("ConfigMap", "gatehouse").path("data");
        settings.properties()
                .forEach(it ->
                        assertThat(it.getValue().asText())
                                .as(it.getKey())
                                .doesNotStartWith("http://"));
        assertThat(settings.path("GATEHOUSE_SERVICES_TLS_CONFIGURATION_NAME").asText())
                .isEqualTo(settings.path("QUARKUS_HTTP_TLS_CONFIGURATION_NAME").asText())
                .isEqualTo("services");
        assertThat(settings.path("QUARKUS_HTTP_INSECURE_REQUESTS").asText()).isEqualTo("disabled");
        assertThat(settings.path("KAFKA_SECURITY_PROTOCOL").asText()).isEqualTo("SASL_SSL");
        assertThat(settings.path("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE").asText())
                .isEqualTo("verify-full");
        for (String writer : List.of("identity-service", "policy-service")) {
            assertThat(value(writer, "QUARKUS_DATASOURCE_JDBC_URL"))
                    .contains("?sslmode=verify-full&sslrootcert=/");
        }
        assertThat(value("authz-service", "QUARKUS_GRPC_SERVER_PLAIN_TEXT")).isEqualTo("false");
        assertThat(value("authz-service", "QUARKUS_GRPC_SERVER_SSL_CLIENT_AUTH"))
                .isEqualTo("REQUIRED");
        assertThat(value("authz-service", "GATEHOUSE_AUTHZ_CALLERS")).isEqualTo("mutual-tls");
    }

    @Test
    void probes_and_prometheus_speak_tls() {
        for (JsonNode deployment : production.all("Deployment")) {
            JsonNode pod = deployment.at("/spec/template");
            assertThat(pod.at("/metadata/annotations/prometheus.io~1scheme").asText())
                    .isEqualTo("https");
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(pod.at("/spec/containers/0/%s/httpGet/scheme".formatted(probe)).asText())
                        .isEqualTo("HTTPS");
            }
        }
    }

    /** The kubelet puts into a value what stands before it under `env`, and leaves the rest. */
    @Test
    void every_reference_in_a_value_is_to_what_stands_before_it() {
        for (JsonNode deployment : production.all("Deployment")) {
            Set<String> before = new HashSet<>();
            for (JsonNode variable : deployment.at("/spec/template/spec/containers/0/env")) {
                Matcher reference = REFERENCE.matcher(variable.path("value").asText());
                while (reference.find()) {
                    assertThat(before).contains(reference.group(1));
                }
                before.add(variable.path("name").asText());
            }
        }
    }

    @Test
    void every_mount_has_its_volume_and_every_container_stays_locked_down() {
        Set<JsonNode> workloads = new HashSet<>(production.all("Deployment"));
        workloads.addAll(production.all("Job"));
        assertThat(workloads).hasSize(6);
        for (JsonNode workload : workloads) {
            JsonNode pod = workload.at("/spec/template/spec");
            assertThat(pod.path("volumes").findValuesAsText("name"))
                    .containsAll(pod.at("/containers/0/volumeMounts").findValuesAsText("name"));
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/containers/0/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void what_it_expects_to_be_there_stands_in_the_readme() throws Exception {
        String readme = Files.readString(DEPLOY.resolve("kubernetes/README.md"));
        Set<String> expected = new TreeSet<>();
        for (JsonNode resource : production.resources()) {
            expected.addAll(resource.findValuesAsText("secretName"));
            resource.findValues("secretKeyRef")
                    .forEach(it -> expected.add(it.path("name").asText()));
        }
        expected.add("gatehouse-authorities");
        assertThat(expected)
                .hasSizeGreaterThan(8)
                .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }

    @Test
    void the_rights_are_those_of_the_one_script() throws Exception {
        assertThat(production.one("ConfigMap", "gatehouse-acls").at("/data/acls.sh").asText())
                .isEqualTo(Files.readString(DEPLOY.resolve("images/acls.sh")));
    }

    private static String value(String deployment, String variable) {
        for (JsonNode each :
                production
                        .one("Deployment", deployment)
                        .at("/spec/template/spec/containers/0/env")) {
            if (each.path("name").asText().equals(variable)) {
                return each.path("value").asText();
            }
        }
        return "absent";
    }
}
