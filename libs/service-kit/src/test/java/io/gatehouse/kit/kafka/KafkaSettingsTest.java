package io.gatehouse.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

import java.util.Map;

/** What an operator writes under {@code kafka.} is what every client gets. */
class KafkaSettingsTest {

    private static Config config(Map<String, String> file, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(file, "file", 250))
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }

    @Test
    void properties_and_the_environment_say_the_same_and_the_environment_wins() {
        KafkaSettings settings =
                new KafkaSettings(
                        config(
                                Map.of(
                                        "kafka.bootstrap.servers",
                                        "in-a-file:1",
                                        "kafka.security.protocol",
                                        "SASL_SSL",
                                        "quarkus.log.level",
                                        "INFO"),
                                Map.of(
                                        "KAFKA_BOOTSTRAP_SERVERS",
                                        "in-the-environment:2",
                                        "KAFKA_SASL_JAAS_CONFIG",
                                        "a login module")));
        assertThat(settings.client())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "bootstrap.servers",
                                "in-the-environment:2",
                                "security.protocol",
                                "SASL_SSL",
                                "sasl.jaas.config",
                                "a login module"));
    }

    @Test
    void what_the_code_decides_cannot_be_configured() {
        assertThatThrownBy(() ->
                        new KafkaSettings(config(Map.of("kafka.isolation.level", "x"), Map.of())))
                .hasMessage(
                        "kafka.isolation.level cannot be configured: Gatehouse's clients set it");
    }

    @Test
    void what_kubernetes_says_of_a_service_called_kafka_is_no_setting() {
        KafkaSettings settings =
                new KafkaSettings(
                        config(
                                Map.of("kafka.bootstrap.servers", "kafka:9092"),
                                Map.of(
                                        "KAFKA_SERVICE_HOST",
                                        "10.0.0.7",
                                        "KAFKA_PORT_9092_TCP_ADDR",
                                        "10.0.0.7")));
        assertThat(settings.client()).containsOnlyKeys("bootstrap.servers");
    }

    @Test
    void values_are_not_told() {
        KafkaSettings settings =
                new KafkaSettings(
                        config(
                                Map.of(
                                        "kafka.bootstrap.servers", "kafka:9092",
                                        "kafka.sasl.jaas.config", "password=open-sesame"),
                                Map.of()));
        assertThat(settings.toString())
                .contains("sasl.jaas.config")
                .doesNotContain("open-sesame", "kafka:9092");
    }

    @Test
    void a_process_without_kafka_asks_for_it_in_vain() {
        assertThatThrownBy(() -> new KafkaSettings(config(Map.of(), Map.of())).client())
                .hasMessage("kafka.bootstrap.servers is not set");
    }
}
