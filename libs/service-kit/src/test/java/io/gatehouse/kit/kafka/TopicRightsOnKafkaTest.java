package io.gatehouse.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.contracts.Topics;
import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.Publisher.Delivery;
import io.gatehouse.infra.TestInfra;
import io.gatehouse.infra.TopicRights;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.AclCommand;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * A broker as in production: TLS, a user for each service, Kafka's authorizer with the rights of
 * {@code deploy/images/acls.sh}. What the services do as these users: {@code DeployedTest}; here is
 * what they may not do, and that the script's commands are Kafka's.
 */
class TopicRightsOnKafkaTest {

    private static final Map<String, Object> TEST =
            Map.of("bootstrap.servers", TestInfra.securedKafka());

    @BeforeAll
    static void topics_are_there() {
        new TopicProvisioner(TEST).provision();
    }

    private static Map<String, Object> as(String service) {
        return new HashMap<>(TestInfra.kafkaAs(service));
    }

    @Test
    void the_scripts_commands_are_kafkas_and_give_what_the_tests_run_with() throws Exception {
        List<List<String>> calls = TopicRights.calls(TestInfra.securedKafka());
        try (Admin admin = Admin.create(TEST)) {
            Collection<AclBinding> given = admin.describeAcls(AclBindingFilter.ANY).values().get();
            assertThat(given).hasSizeGreaterThan(40);
            admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
            Exit.setExitProcedure((code, _) -> {
                throw new IllegalStateException("kafka-acls ended with " + code);
            });
            try {
                calls.forEach(call -> AclCommand.main(call.toArray(String[]::new)));
            } finally {
                Exit.resetExitProcedure();
            }
            assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .containsExactlyInAnyOrderElementsOf(given)
                    .containsExactlyInAnyOrderElementsOf(TopicRights.allowed(calls));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "policy", "authz"})
    void every_service_may_compare_every_topic(String service) {
        assertThat(new TopicProvisioner(as(service)).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "policy"})
    void a_relay_publishes_facts_and_events_in_transactions_of_its_own_name(String service) {
        try (KafkaPublisher relay = new KafkaPublisher(as(service), service + "-relay-7")) {
            relay.open();
            assertThat(
                            relay.publish(
                                    List.of(
                                            record("gatehouse.%s.facts".formatted(service)),
                                            record(Topics.EVENTS.wire()))))
                    .isEqualTo(new Delivery.Acknowledged());
        }
    }

    @Test
    void nobody_fences_the_relay_of_another_service() {
        try (KafkaPublisher relay = new KafkaPublisher(as("identity"), "policy-relay-0")) {
            assertThatThrownBy(relay::open)
                    .isInstanceOf(TransactionalIdAuthorizationException.class);
        }
        try (KafkaPublisher relay = new KafkaPublisher(as("authz"), "identity-relay-0")) {
            assertThatThrownBy(relay::open)
                    .isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void facts_of_another_service_are_not_taken_from_a_relay() {
        try (KafkaPublisher relay = new KafkaPublisher(as("identity"), "identity-relay-7")) {
            relay.open();
            assertThat(relay.publish(List.of(record(Topics.POLICY_FACTS.wire()))))
                    .isInstanceOfSatisfying(
                            Delivery.Undeliverable.class,
                            it -> assertThat(it.why()).contains("TopicAuthorizationException"));
        }
    }

    @Test
    void who_writes_what_is_no_more_than_the_table_says() throws Exception {
        assertMayWrite("authz", Topics.DECISIONS, Topics.USAGE);
        assertMayWrite("policy", Topics.POLICY_FACTS, Topics.EVENTS, Topics.USAGE);
        assertMayWrite("identity", Topics.IDENTITY_FACTS, Topics.EVENTS, Topics.USAGE);
    }

    @Test
    void who_reads_what_is_no_more_than_the_table_says() {
        assertMayRead("authz", Topics.IDENTITY_FACTS, Topics.POLICY_FACTS);
        assertMayRead("policy", Topics.IDENTITY_FACTS, Topics.USAGE);
        assertMayRead("identity");
    }

    @Test
    void a_group_is_of_the_service_that_reads_in_it() {
        commitIn("policy", "gatehouse-policy-service");
        commitIn("policy", "gatehouse-policy-service-usage");
        assertThatThrownBy(() -> commitIn("authz", "gatehouse-policy-service"))
                .isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void a_wrong_password_does_not_come_in() {
        Map<String, Object> wrong = as("identity");
        wrong.computeIfPresent(
                "sasl.jaas.config",
                (_, it) -> it.toString().replace("identity-password", "guessed"));
        try (Admin admin = Admin.create(wrong)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    private static void assertMayWrite(String service, Topics... allowed) throws Exception {
        Map<String, Object> client = as(service);
        client.put("max.block.ms", 5_000);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            for (Topics topic : Topics.values()) {
                var sent = producer.send(new ProducerRecord<>(topic.wire(), 0, "k", new byte[1]));
                if (List.of(allowed).contains(topic)) {
                    sent.get();
                } else {
                    assertThatThrownBy(sent::get)
                            .as("%s writes to %s", service, topic.wire())
                            .hasCauseInstanceOf(TopicAuthorizationException.class);
                }
            }
        }
    }

    private static void assertMayRead(String service, Topics... allowed) {
        for (Topics topic : Topics.values()) {
            try (KafkaConsumer<String, byte[]> consumer = consumer(as(service))) {
                TopicPartition partition = new TopicPartition(topic.wire(), 0);
                consumer.assign(List.of(partition));
                consumer.seek(partition, 0);
                if (List.of(allowed).contains(topic)) {
                    consumer.poll(Duration.ofMillis(50));
                    assertThat(consumer.endOffsets(List.of(partition))).isNotEmpty();
                } else {
                    assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10)))
                            .as("%s reads %s", service, topic.wire())
                            .isInstanceOf(TopicAuthorizationException.class);
                }
            }
        }
    }

    private static void commitIn(String service, String group) {
        Map<String, Object> client = as(service);
        client.put("group.id", group);
        client.put("enable.auto.commit", false);
        try (KafkaConsumer<String, byte[]> consumer = consumer(client)) {
            TopicPartition partition = new TopicPartition(Topics.IDENTITY_FACTS.wire(), 0);
            consumer.assign(List.of(partition));
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(Map<String, Object> client) {
        return new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Of no meaning: readers refuse it. */
    private static OutboxRecord record(String topic) {
        return new OutboxRecord(topic, 0, "rights-test", new byte[1], Map.of());
    }
}
