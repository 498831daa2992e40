package io.gatehouse.authz.check;

import io.gatehouse.authz.caller.Asker;
import io.gatehouse.authz.caller.Asking;
import io.gatehouse.authz.decisionlog.DecisionLog;
import io.gatehouse.authz.session.Proofs;
import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.BatchCheckResponse;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.ExplainResponse;
import io.gatehouse.authz.v1.ListAllowedActionsRequest;
import io.gatehouse.authz.v1.ListAllowedActionsResponse;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.model.Revision;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.replica.decide.Identities;
import io.gatehouse.replica.decide.Question;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.replica.feed.NotYetException;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotView;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The decision APIs, whatever they are asked over. Never blocks; every {@code Uni} gives an answer
 * or fails with {@link CheckRefusedException}, and a fault inside is never an allow.
 */
@ApplicationScoped
public class Checks {

    /** A "not yet" must reach the asker before its deadline does. */
    private static final Duration FOR_THE_WAY_BACK = Duration.ofMillis(50);

    private static final Duration LEAST = Duration.ofMillis(1);

    private final CurrentSnapshot current;
    private final Decider decider;
    private final Proofs proofs;
    private final DecisionLog log;
    private final CheckSettings settings;

    Checks(
            CurrentSnapshot current,
            Decider decider,
            Proofs proofs,
            DecisionLog log,
            CheckSettings settings) {
        this.current = current;
        this.decider = decider;
        this.proofs = proofs;
        this.log = log;
        this.settings = settings;
    }

    /** One decision. */
    public Uni<CheckResponse> check(CheckRequest request, Asking asking) {
        return verified(List.of(request), asking)
                .chain(() -> admitted(1, asking))
                .chain(() -> view(request.getAtLeast(), asking))
                .map(view -> decider.decide(view, request, asking.asker()));
    }

    /** One decision with its trace. */
    public Uni<ExplainResponse> explain(CheckRequest request, Asking asking) {
        return verified(List.of(request), asking)
                .chain(() -> admitted(1, asking))
                .chain(() -> view(request.getAtLeast(), asking))
                .map(view -> decider.explain(view, request, asking.asker()));
    }

    /**
     * Many decisions on one view, in order; a broken item spoils only itself. The view is as fresh
     * as the shared part and the items together name; an item that is not reached in time is "not
     * yet", and the others are answered.
     */
    public Uni<BatchCheckResponse> batch(BatchCheckRequest request, Asking asking) {
        if (request.getItemsCount() > settings.batchLimit()) {
            return refused("a batch has at most %d items".formatted(settings.batchLimit()));
        }
        List<CheckRequest> items = Batches.merged(request);
        return verified(items, asking)
                .chain(() -> admitted(items.size(), asking))
                .chain(() -> viewFor(Batches.wanted(items), asking))
                .map(view -> {
                    BatchCheckResponse.Builder all = BatchCheckResponse.newBuilder();
                    for (CheckRequest item : items) {
                        all.addItems(decider.item(view, item, asking.asker()));
                    }
                    return all.build();
                });
    }

    /** Those of the candidate actions that are allowed, in the order asked. */
    public Uni<ListAllowedActionsResponse> allowedActions(
            ListAllowedActionsRequest request, Asking asking) {
        if (request.getActionsCount() > settings.batchLimit()) {
            return refused("at most %d actions may be asked for".formatted(settings.batchLimit()));
        }
        if (request.getActionsCount() == 0) {
            return Uni.createFrom()
                    .failure(Question.invalid("actions", "there are no actions to ask about"));
        }
        CheckRequest question = request.getQuestion();
        return verified(List.of(question), asking)
                .chain(() -> view(question.getAtLeast(), asking))
                .map(view -> allowed(view, request, asking.asker()));
    }

    private ListAllowedActionsResponse allowed(
            SnapshotView view, ListAllowedActionsRequest request, Asker asker) {
        var answer = ListAllowedActionsResponse.newBuilder();
        for (String action : request.getActionsList()) {
            CheckRequest one = request.getQuestion().toBuilder().setAction(action).build();
            CheckResponse response = decider.consider(view, one, asker);
            // All of them are about the same principal and resource: what they rest on is the same.
            answer.setRevision(response.getRevision())
                    .setStaleness(response.getStaleness())
                    .setSessionUnverified(response.getSessionUnverified());
            if (response.getDecision() == Decision.ALLOWED) {
                answer.addAllowed(action);
            }
        }
        return answer.build();
    }

    /**
     * A view to ask many things of, about principals that are named by ARN.
     *
     * @param decisions how many {@link Sight#decide} may be called for: room in a strict log
     */
    public Uni<Sight> sight(String atLeast, Asking asking, int decisions) {
        return verified(List.of(), asking)
                .chain(() -> admitted(decisions, asking))
                .chain(() -> view(atLeast, asking))
                .map(view -> new Sight(decider, view, asking.asker()));
    }

    /** Items that one request may have. */
    public int batchLimit() {
        return settings.batchLimit();
    }

    /**
     * Principals that bring a proof are looked into first, and so is an asker that does; everybody
     * else costs nothing here.
     */
    private Uni<Void> verified(List<CheckRequest> requests, Asking asking) {
        Optional<Principal> asker = Permission.proof(asking.asker());
        if (asker.isEmpty()
                && requests.stream().noneMatch(one -> Identities.hasProof(one.getPrincipal()))) {
            return Uni.createFrom().voidItem();
        }
        List<Principal> principals = new ArrayList<>();
        asker.ifPresent(principals::add);
        requests.forEach(one -> principals.add(one.getPrincipal()));
        return proofs.verify(principals)
                .ifNoItem()
                .after(patience(asking))
                .fail()
                .onFailure()
                .transform(failure ->
                        new CheckRefusedException(
                                Reason.UNAVAILABLE,
                                "the principal cannot be verified at the moment"));
    }

    private Uni<Void> admitted(int decisions, Asking asking) {
        return log.room(decisions, patience(asking))
                .onFailure()
                .transform(full ->
                        new CheckRefusedException(
                                Reason.UNAVAILABLE,
                                "the decision log takes no more at the moment"));
    }

    private Uni<SnapshotView> view(String atLeast, Asking asking) {
        return Uni.createFrom()
                .item(() -> Question.revision(atLeast))
                .chain(revision -> reached(revision, asking))
                .onFailure(NotYetException.class)
                .transform(failure ->
                        new CheckRefusedException(
                                Reason.NOT_YET, String.valueOf(failure.getMessage()), "at_least"));
    }

    private Uni<SnapshotView> viewFor(Revision wanted, Asking asking) {
        return reached(wanted, asking)
                .onFailure(NotYetException.class)
                .recoverWithUni(() -> reached(Revision.NONE, asking));
    }

    private Uni<SnapshotView> reached(Revision wanted, Asking asking) {
        Optional<Snapshot> snapshot = current.snapshot();
        if (snapshot.isEmpty()) {
            return Uni.createFrom()
                    .failure(
                            new CheckRefusedException(
                                    Reason.UNAVAILABLE, "the facts have not yet been read"));
        }
        return current.atLeast(wanted, patience(asking));
    }

    /** As long as the asker waits; where it did not say, as long as is configured. */
    private Duration patience(Asking asking) {
        Duration wait =
                asking.deadline()
                        .map(deadline -> deadline.minus(FOR_THE_WAY_BACK))
                        .orElse(settings.patience());
        return wait.compareTo(LEAST) < 0 ? LEAST : wait;
    }

    private static <T> Uni<T> refused(String message) {
        return Uni.createFrom().failure(Question.invalid(message));
    }
}
