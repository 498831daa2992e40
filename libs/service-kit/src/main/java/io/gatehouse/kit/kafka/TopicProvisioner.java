package io.gatehouse.kit.kafka;

import io.gatehouse.contracts.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Makes the topics, and compares what is there with what must be (DESIGN 2). A topic with another
 * number of partitions or another clean-up is never repaired here: what was written to it cannot be
 * moved. Blocking; thread-safe.
 */
public final class TopicProvisioner {

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(15);

    private final Map<String, Object> clientSettings;

    /**
     * @param clientSettings {@code bootstrap.servers} and what security needs
     */
    public TopicProvisioner(Map<String, Object> clientSettings) {
        this.clientSettings = Map.copyOf(clientSettings);
    }

    /**
     * Makes the topics that are missing and returns when the broker shows them; those that are
     * there are left as they are.
     */
    public void provision() {
        try (Admin admin = Admin.create(clientSettings)) {
            Set<String> present = admin.listTopics().names().get();
            for (Topics topic : Topics.values()) {
                if (!present.contains(topic.wire())) {
                    create(admin, topic);
                }
            }
            awaitAll(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException("could not make the topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topics", e);
        }
    }

    /**
     * Every difference between the topics and what they must be, as a sentence; empty when all is
     * well.
     *
     * @throws IllegalStateException when Kafka cannot be asked
     */
    public List<String> problems() {
        try (Admin admin = Admin.create(clientSettings)) {
            Set<String> present = admin.listTopics().names().get();
            List<String> problems = new ArrayList<>();
            for (Topics topic : Topics.values()) {
                if (present.contains(topic.wire())) {
                    problems.addAll(problems(admin, topic));
                } else {
                    problems.add("topic %s is missing".formatted(topic.wire()));
                }
            }
            return problems;
        } catch (ExecutionException e) {
            throw new IllegalStateException("could not ask for the topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for topics", e);
        }
    }

    private static void awaitAll(Admin admin) throws ExecutionException, InterruptedException {
        List<String> wanted = Arrays.stream(Topics.values()).map(Topics::wire).toList();
        long limit = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (!admin.listTopics().names().get().containsAll(wanted)) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(
                        "topics were made but are not visible after " + VISIBLE_WITHIN);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static void create(Admin admin, Topics topic)
            throws ExecutionException, InterruptedException {
        NewTopic wanted =
                new NewTopic(topic.wire(), Optional.of(Topics.PARTITIONS), Optional.empty())
                        .configs(topic.configuration());
        try {
            admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException e) {
            // Another service was quicker.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static List<String> problems(Admin admin, Topics topic)
            throws ExecutionException, InterruptedException {
        List<String> problems = new ArrayList<>();
        TopicDescription description =
                admin.describeTopics(List.of(topic.wire())).allTopicNames().get().get(topic.wire());
        int partitions = description == null ? 0 : description.partitions().size();
        if (partitions != Topics.PARTITIONS) {
            problems.add(
                    "topic %s has %d partitions, not %d"
                            .formatted(topic.wire(), partitions, Topics.PARTITIONS));
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.wire());
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        topic.configuration()
                .forEach((name, wanted) -> {
                    ConfigEntry entry = config == null ? null : config.get(name);
                    String found = entry == null ? "" : entry.value();
                    if (!isEnough(name, found, wanted)) {
                        problems.add(
                                "topic %s has %s=%s, not %s"
                                        .formatted(topic.wire(), name, found, wanted));
                    }
                });
        return problems;
    }

    /** Retentions are settable: longer is fine, and -1 is for ever. */
    private static boolean isEnough(String name, String found, String wanted) {
        if (!name.endsWith("retention.ms")) {
            return Arrays.asList(found.split(",")).equals(Arrays.asList(wanted.split(",")));
        }
        if (name.equals("retention.ms")) {
            return !found.isEmpty();
        }
        return !found.isEmpty() && Long.parseLong(found) >= Long.parseLong(wanted);
    }
}
