package io.gatehouse.kit.kafka;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A writing service does not publish to topics that are not what they must be (DESIGN 2): it does
 * not start. A Kafka that does not answer keeps nothing from starting, for writes go on without it;
 * the topics are looked at as soon as it does, and a service that would not have started ends.
 */
public final class TopicsAtStart {

    private static final Logger LOG = Logger.getLogger(TopicsAtStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final TopicProvisioner topics;
    private final Runnable end;

    /**
     * @param clientSettings {@code bootstrap.servers} and what security needs
     * @param end ends the process, when topics turn out wrong after the start
     */
    public TopicsAtStart(Map<String, Object> clientSettings, Runnable end) {
        this.topics = new TopicProvisioner(clientSettings);
        this.end = end;
    }

    /** Throws IllegalStateException that names all that is wrong with the topics. */
    public void require() {
        CompletableFuture<List<String>> asked = new CompletableFuture<>();
        Thread asking = Thread.ofVirtual().name("topics-at-start").unstarted(() -> ask(asked));
        asking.start();
        try {
            refuse(asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            LOG.warn("Kafka does not answer; its topics are looked at when it does");
            var _ = asked.thenAccept(this::late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for the topics", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void ask(CompletableFuture<List<String>> answer) {
        while (true) {
            try {
                answer.complete(topics.problems());
                return;
            } catch (IllegalStateException e) {
                LOG.debugf("Kafka does not answer: %s", e.getMessage());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void late(List<String> problems) {
        try {
            refuse(problems);
        } catch (IllegalStateException e) {
            LOG.fatal(e.getMessage());
            end.run();
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "the topics are not what they must be: " + String.join("; ", problems));
        }
    }
}
