package io.gatehouse.authz.client;

import io.gatehouse.authz.client.Answer.Cause;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Gathers the questions of many threads for a moment and asks them together, which costs the server
 * a fifteenth of asking one by one. A question waits at most {@code linger}; a batch that is full
 * goes at once. Questions that want different freshness or have different deadlines go in batches
 * of their own, so that none waits for what another one wants.
 */
public final class BatchingAuthorizer implements Authorizer {

    private final Authorizer inner;
    private final Batching batching;
    private final Object lock = new Object();
    private List<Waiting> waiting = new ArrayList<>();

    /**
     * @param linger how long a question may wait for company
     * @param most questions of a batch
     */
    public record Batching(Duration linger, int most) {

        public static final Batching DEFAULT = new Batching(Duration.ofMillis(1), 100);

        public Batching {
            if (most < 1) {
                throw new IllegalArgumentException("a batch has at least one question");
            }
        }
    }

    private record Waiting(PermissionQuestion question, UniEmitter<? super Answer> emitter) {}

    public BatchingAuthorizer(Authorizer inner, Batching batching) {
        this.inner = inner;
        this.batching = batching;
    }

    @Override
    public Uni<Answer> check(PermissionQuestion question) {
        return Uni.createFrom().emitter(emitter -> add(new Waiting(question, emitter)));
    }

    @Override
    public Uni<List<Answer>> checkAll(List<PermissionQuestion> questions) {
        return inner.checkAll(questions);
    }

    private void add(Waiting one) {
        List<Waiting> full = List.of();
        boolean isFirst;
        synchronized (lock) {
            isFirst = waiting.isEmpty();
            waiting.add(one);
            if (waiting.size() >= batching.most()) {
                full = take();
            }
        }
        if (!full.isEmpty()) {
            ask(full);
        } else if (isFirst) {
            var _ =
                    Infrastructure.getDefaultWorkerPool()
                            .schedule(
                                    this::askWaiting,
                                    batching.linger().toNanos(),
                                    TimeUnit.NANOSECONDS);
        }
    }

    private void askWaiting() {
        List<Waiting> taken;
        synchronized (lock) {
            taken = take();
        }
        ask(taken);
    }

    private List<Waiting> take() {
        List<Waiting> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    private void ask(List<Waiting> all) {
        Map<List<Object>, List<Waiting>> alike = new LinkedHashMap<>();
        for (Waiting one : all) {
            alike.computeIfAbsent(
                            List.of(one.question().atLeast(), one.question().deadline()),
                            _ -> new ArrayList<>())
                    .add(one);
        }
        alike.values().forEach(this::askTogether);
    }

    private void askTogether(List<Waiting> batch) {
        inner.checkAll(batch.stream().map(Waiting::question).toList())
                .subscribe()
                .with(
                        answers -> {
                            for (int i = 0; i < batch.size(); i++) {
                                batch.get(i).emitter().complete(answers.get(i));
                            }
                        },
                        failure -> {
                            Answer answer =
                                    new Answer.Unanswered(Cause.FAULT, String.valueOf(failure));
                            batch.forEach(one -> one.emitter().complete(answer));
                        });
    }
}
