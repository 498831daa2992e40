package io.gatehouse.replica.decide;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.ExplainResponse;
import io.gatehouse.authz.v1.TraceNode;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.Verdict;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.replica.decide.Judge.Matter;
import io.gatehouse.replica.feed.Freshness;
import io.gatehouse.snapshot.SnapshotView;

import java.time.Instant;
import java.util.List;

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
        return judge(view, request, now, PrincipalGate.OPEN, count).response();
    }

    /** As {@link #decide}, with the trace. */
    public ExplainResponse explain(
            SnapshotView view, CheckRequest request, Instant now, DecisionCount count) {
        Judged judged = judge(view, request, now, PrincipalGate.OPEN, count);
        return ExplainResponse.newBuilder()
                .setResponse(judged.response())
                .addAllTrace(trace(judged))
                .build();
    }

    /**
     * As {@link #decide}, for an asker who may not ask about everybody. A view that lacks what the
     * question names as {@code at_least} gives no answer.
     */
    public Judged judge(
            SnapshotView view,
            CheckRequest request,
            Instant now,
            PrincipalGate gate,
            DecisionCount count) {
        Question question = Question.of(request, identities);
        if (!view.includes(question.atLeast())) {
            throw new CheckRefusedException(
                    Reason.NOT_YET, "not yet: the wanted revision has not arrived", "at_least");
        }
        Matter matter = Judge.open(view, question, now);
        gate.pass(matter.principal().arn());
        Billed.count(view, matter, question, now, count);
        return new Judged(matter, now, answer(view, question, matter, now));
    }

    /** Why it was judged so; empty for a principal that does not exist. */
    public List<TraceNode> trace(Judged judged) {
        return switch (judged.matter()) {
            case Matter.Stranger _ -> List.of();
            case Matter.Open open ->
                    engine.explain(open.policies(), open.request()).trace().stream()
                            .map(Answers::trace)
                            .toList();
        };
    }

    private CheckResponse answer(SnapshotView view, Question question, Matter matter, Instant now) {
        Freshness.Grade grade = freshness.of(view, matter.owners(), now);
        if (grade == Freshness.Grade.VERY_STALE && freshness.deniesVeryStale()) {
            return Answers.sealed(Answers.tooOld(matter, question), view, matter, grade);
        }
        CheckResponse.Builder answer =
                switch (matter) {
                    case Matter.Stranger stranger -> Answers.of(stranger, question);
                    case Matter.Open open -> answer(open);
                };
        return Answers.sealed(answer, view, matter, grade);
    }

    /** A denial speaks of the action that is refused, such as sts:TagSession of an AssumeRole. */
    private CheckResponse.Builder answer(Matter.Open open) {
        Verdict verdict = engine.decide(open.policies(), open.request());
        return Answers.of(
                verdict,
                verdict.isAllowed()
                        ? open.request()
                        : open.request()
                                .withAction(engine.refusedAction(open.policies(), open.request())));
    }
}
