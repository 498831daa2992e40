package io.gatehouse.replica.decide;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ExplainResponse;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.Explanation;
import io.gatehouse.replica.decide.Judge.Matter;
import io.gatehouse.replica.feed.Freshness;
import io.gatehouse.snapshot.SnapshotView;

import java.time.Instant;

/**
 * One question on one view: an answer, or {@link CheckRefusedException}. Any other exception is a
 * fault, and never an allow. Safe for all threads.
 */
public final class Decisions {

    private final DecisionEngine engine = new DecisionEngine();
    private final Freshness freshness;
    private final Identities identities;

    /** For principals that are named by ARN. */
    public Decisions(Freshness freshness) {
        this(freshness, Identities.NAMED_ONLY);
    }

    /**
     * @param identities asked for principals that bring a proof
     */
    public Decisions(Freshness freshness, Identities identities) {
        this.freshness = freshness;
        this.identities = identities;
    }

    /**
     * Decides, and counts before it answers.
     *
     * @param now the one reading of the clock for this request
     */
    public CheckResponse decide(
            SnapshotView view, CheckRequest request, Instant now, DecisionCount count) {
        return decide(view, Question.of(request, identities), now, count);
    }

    /** As {@link #decide}, with the trace. */
    public ExplainResponse explain(
            SnapshotView view, CheckRequest request, Instant now, DecisionCount count) {
        Question question = Question.of(request, identities);
        CheckResponse response = decide(view, question, now, count);
        ExplainResponse.Builder explained = ExplainResponse.newBuilder().setResponse(response);
        if (Judge.open(view, question, now) instanceof Matter.Open open) {
            Explanation explanation = engine.explain(open.policies(), open.request());
            explanation.trace().forEach(node -> explained.addTrace(Answers.trace(node)));
        }
        return explained.build();
    }

    private CheckResponse decide(
            SnapshotView view, Question question, Instant now, DecisionCount count) {
        Matter matter = Judge.open(view, question, now);
        Billed.count(view, matter, question, now, count);
        Freshness.Grade grade = freshness.of(view, matter.owners(), now);
        if (grade == Freshness.Grade.VERY_STALE && freshness.deniesVeryStale()) {
            return Answers.sealed(Answers.tooOld(), view, matter, grade);
        }
        CheckResponse.Builder answer =
                switch (matter) {
                    case Matter.Stranger stranger -> Answers.of(stranger, question);
                    case Matter.Open open ->
                            Answers.of(open, engine.decide(open.policies(), open.request()));
                };
        return Answers.sealed(answer, view, matter, grade);
    }
}
