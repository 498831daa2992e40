package io.gatehouse.kit.kafka;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How this process reaches Kafka: what stands under {@code kafka.} in its configuration, by the
 * names of Kafka's own clients. Every client of ours takes its settings from here, and the channels
 * of Reactive Messaging read the same properties by Quarkus's convention, so that there is one way
 * to say {@code kafka.security.protocol}. Values may be secrets and are never told. Safe for all
 * threads.
 */
@ApplicationScoped
public class KafkaSettings {

    private static final Logger LOG = Logger.getLogger(KafkaSettings.class);
    private static final String PREFIX = "kafka.";
    private static final String SERVERS = "bootstrap.servers";

    /** What a client is, which its code decides and no configuration may. */
    private static final Set<String> OURS =
            Set.of(
                    "group.id",
                    "group.instance.id",
                    "transactional.id",
                    "isolation.level",
                    "enable.auto.commit",
                    "enable.idempotence",
                    "acks",
                    "key.serializer",
                    "value.serializer",
                    "key.deserializer",
                    "value.deserializer");

    private static final Set<String> KNOWN = known();

    /** {@code KAFKA_SERVICE_HOST}, {@code KAFKA_PORT_9092_TCP}; numbers may be read as indexes. */
    private static final Pattern OF_THE_CLUSTER = Pattern.compile("(service|port)([.\\[].*)?");

    private final Map<String, Object> client;

    /**
     * @throws IllegalArgumentException when a property is set that is not configuration's to set
     */
    public KafkaSettings(Config config) {
        this.client = Map.copyOf(read(config));
    }

    /**
     * {@code bootstrap.servers} and all else that is configured, for any client.
     *
     * @throws IllegalStateException in a process that was told no address of Kafka
     */
    public Map<String, Object> client() {
        if (!client.containsKey(SERVERS)) {
            throw new IllegalStateException("kafka.bootstrap.servers is not set");
        }
        return client;
    }

    private static Map<String, Object> read(Config config) {
        Map<String, Object> read = new TreeMap<>();
        Set<String> unknown = new TreeSet<>();
        for (String given : config.getPropertyNames()) {
            String property = given.toLowerCase(Locale.ROOT).replace('_', '.');
            String name = property.startsWith(PREFIX) ? property.substring(PREFIX.length()) : "";
            if (name.isEmpty() || isOfTheCluster(name)) {
                continue;
            }
            if (OURS.contains(name)) {
                throw new IllegalArgumentException(
                        "%s cannot be configured: Gatehouse's clients set it".formatted(property));
            }
            // By its plain name, so that sources win over each other as everywhere.
            config.getOptionalValue(property, String.class)
                    .ifPresent(value -> read.put(name, value));
            if (!KNOWN.contains(name)) {
                unknown.add(property);
            }
        }
        if (!unknown.isEmpty()) {
            LOG.warnf("no Kafka client knows %s", String.join(", ", unknown));
        }
        return read;
    }

    /** What Kubernetes puts into the environment where a Service is called {@code kafka}. */
    private static boolean isOfTheCluster(String name) {
        return OF_THE_CLUSTER.matcher(name).matches();
    }

    private static Set<String> known() {
        return Set.of(
                        AdminClientConfig.configNames(),
                        ProducerConfig.configNames(),
                        ConsumerConfig.configNames())
                .stream()
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Names alone. */
    @Override
    public String toString() {
        return "KafkaSettings" + new TreeSet<>(client.keySet());
    }
}
