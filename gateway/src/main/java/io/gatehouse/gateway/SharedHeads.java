package io.gatehouse.gateway;

import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Asks for heads once for all requests that wait for the same ones. A request must not be given
 * heads that were read before it came, so it never shares a question that is under way, but the
 * next one, which is sent when that one has ended; alone, a request is asked for at once.
 * Thread-safe; answers come on the thread of whoever's request was asked for.
 */
final class SharedHeads {

    private final Function<Set<String>, Uni<Revision>> question;

    /** For owners that are being asked for: who waits for the next question. */
    private final Map<Set<String>, Next> underWay = new HashMap<>();

    private static final class Next {
        private @Nullable CompletableFuture<Revision> answer;
    }

    /**
     * @param question that ends, sooner or later
     */
    SharedHeads(Function<Set<String>, Uni<Revision>> question) {
        this.question = question;
    }

    /** The heads of these owners, read after the subscription; fails as the question fails. */
    Uni<Revision> of(Set<String> owners) {
        Set<String> key = Collections.unmodifiableSet(new LinkedHashSet<>(owners));
        // A copy: who does not wait any more must not end it for the others.
        return Uni.createFrom().completionStage(() -> join(key).copy());
    }

    private CompletableFuture<Revision> join(Set<String> owners) {
        CompletableFuture<Revision> mine = new CompletableFuture<>();
        synchronized (underWay) {
            Next next = underWay.get(owners);
            if (next != null) {
                if (next.answer == null) {
                    next.answer = mine;
                }
                return next.answer;
            }
            underWay.put(owners, new Next());
        }
        ask(owners, mine);
        return mine;
    }

    private void ask(Set<String> owners, CompletableFuture<Revision> answer) {
        Uni.createFrom()
                .deferred(() -> question.apply(owners))
                .onTermination()
                .invoke(() -> goOn(owners))
                .subscribe()
                .with(answer::complete, answer::completeExceptionally);
    }

    private void goOn(Set<String> owners) {
        CompletableFuture<Revision> waiting;
        synchronized (underWay) {
            waiting = underWay.getOrDefault(owners, new Next()).answer;
            if (waiting == null) {
                underWay.remove(owners);
                return;
            }
            underWay.put(owners, new Next());
        }
        ask(owners, waiting);
    }
}
