package io.gatehouse.authz.check;

import io.gatehouse.authz.session.VerifiedIdentities;
import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.BatchCheckResponse;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.ExplainResponse;
import io.gatehouse.authz.v1.ListAllowedActionsRequest;
import io.gatehouse.authz.v1.ListAllowedActionsResponse;
import io.gatehouse.model.Revision;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.replica.decide.Identities;
import io.gatehouse.replica.decide.Question;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.replica.feed.NotYetException;
import io.gatehouse.snapshot.SnapshotView;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.util.List;

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
    private final VerifiedIdentities identities;
    private final CheckSettings settings;

    Checks(
            CurrentSnapshot current,
            Decider decider,
            VerifiedIdentities identities,
            CheckSettings settings) {
        this.current = current;
        this.identities = identities;
        this.decider = decider;
        this.settings = settings;
    }

    /**
     * One decision.
     *
     * @param deadline how long the asker waits
     */
    public Uni<CheckResponse> check(CheckRequest request, Duration deadline) {
        return verifiedView(request, deadline).map(view -> decider.decide(view, request));
    }

    /** As {@link #check}, for our own services, which count the call that they ask for. */
    Uni<CheckResponse> checkUncounted(CheckRequest request, Duration deadline) {
        return verifiedView(request, deadline).map(view -> decider.decideUncounted(view, request));
    }

    /** One decision with its trace. */
    public Uni<ExplainResponse> explain(CheckRequest request, Duration deadline) {
        return verifiedView(request, deadline).map(view -> decider.explain(view, request));
    }

    /**
     * Many decisions on one view, in order; a broken item spoils only itself. {@code at_least} is
     * what the shared part and the items name together.
     */
    public Uni<BatchCheckResponse> batch(BatchCheckRequest request, Duration deadline) {
        if (request.getItemsCount() > settings.batchLimit()) {
            return refused("a batch has at most %d items".formatted(settings.batchLimit()));
        }
        List<CheckRequest> items =
                request.getItemsList().stream()
                        .map(item -> Batches.merged(request.getShared(), item))
                        .toList();
        return verified(items, deadline)
                .chain(() -> view(request.getShared().getAtLeast(), deadline))
                .map(view -> {
                    BatchCheckResponse.Builder all = BatchCheckResponse.newBuilder();
                    for (CheckRequest item : items) {
                        all.addItems(decider.item(view, item));
                    }
                    return all.build();
                });
    }

    /** Those of the candidate actions that are allowed, in the order asked. */
    public Uni<ListAllowedActionsResponse> allowedActions(
            ListAllowedActionsRequest request, Duration deadline) {
        if (request.getActionsCount() > settings.batchLimit()) {
            return refused("at most %d actions may be asked for".formatted(settings.batchLimit()));
        }
        CheckRequest question = request.getQuestion();
        return verified(List.of(question), deadline)
                .chain(() -> view(question.getAtLeast(), deadline))
                .map(view -> {
                    var answer = ListAllowedActionsResponse.newBuilder();
                    for (String action : request.getActionsList()) {
                        CheckResponse one =
                                decider.decide(
                                        view, question.toBuilder().setAction(action).build());
                        answer.setRevision(one.getRevision());
                        if (one.getDecision() == Decision.ALLOWED) {
                            answer.addAllowed(action);
                        }
                    }
                    return answer.build();
                });
    }

    private Uni<SnapshotView> verifiedView(CheckRequest request, Duration deadline) {
        return verified(List.of(request), deadline)
                .chain(() -> view(request.getAtLeast(), deadline));
    }

    /** Principals that bring a proof are looked into first; everybody else costs nothing here. */
    private Uni<Void> verified(List<CheckRequest> requests, Duration deadline) {
        if (requests.stream().noneMatch(one -> Identities.hasProof(one.getPrincipal()))) {
            return Uni.createFrom().voidItem();
        }
        return identities
                .verify(requests.stream().map(CheckRequest::getPrincipal).toList())
                .ifNoItem()
                .after(deadline)
                .fail()
                .onFailure()
                .transform(failure ->
                        new CheckRefusedException(
                                Reason.UNAVAILABLE,
                                "the principal cannot be verified at the moment"));
    }

    private Uni<SnapshotView> view(String atLeast, Duration deadline) {
        return Uni.createFrom()
                .item(() -> Question.revision(atLeast))
                .chain(revision -> view(revision, deadline));
    }

    private Uni<SnapshotView> view(Revision atLeast, Duration deadline) {
        if (current.snapshot().isEmpty()) {
            return Uni.createFrom()
                    .failure(
                            new CheckRefusedException(
                                    Reason.UNAVAILABLE, "the facts have not yet been read"));
        }
        Duration rest = deadline.minus(FOR_THE_WAY_BACK);
        Duration limited = rest.compareTo(settings.patience()) < 0 ? rest : settings.patience();
        Duration patience = limited.compareTo(LEAST) < 0 ? LEAST : limited;
        return current.atLeast(atLeast, patience)
                .onFailure(NotYetException.class)
                .transform(failure ->
                        new CheckRefusedException(
                                Reason.NOT_YET, String.valueOf(failure.getMessage())));
    }

    private static <T> Uni<T> refused(String message) {
        return Uni.createFrom().failure(Question.invalid(message));
    }
}
