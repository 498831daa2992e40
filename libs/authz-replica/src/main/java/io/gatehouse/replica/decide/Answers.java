package io.gatehouse.replica.decide;

import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Reason;
import io.gatehouse.authz.v1.Staleness;
import io.gatehouse.authz.v1.TraceNode;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.DenialMessage;
import io.gatehouse.policy.decision.Explanation;
import io.gatehouse.policy.decision.Layer;
import io.gatehouse.policy.decision.Verdict;
import io.gatehouse.replica.decide.Judge.Matter;
import io.gatehouse.replica.feed.Freshness;
import io.gatehouse.snapshot.SnapshotView;

/** Verdicts in the words of {@code authorization.proto}. */
final class Answers {

    private Answers() {}

    /**
     * @param spokenOf the request with the action that a denial names
     */
    static CheckResponse.Builder of(Verdict verdict, AuthorizationRequest spokenOf) {
        CheckResponse.Builder response =
                CheckResponse.newBuilder()
                        .setDecision(decision(verdict))
                        .setLayer(verdict.layer().text())
                        .setMessage(DenialMessage.of(spokenOf, verdict));
        // A builder makes a list even for nothing.
        if (!verdict.missingContextKeys().isEmpty()) {
            response.addAllMissingContextKeys(verdict.missingContextKeys());
        }
        if (!verdict.warnings().isEmpty()) {
            response.addAllWarnings(verdict.warnings());
        }
        for (var reason : verdict.because()) {
            response.addBecause(
                    Reason.newBuilder()
                            .setPolicy(reason.policy().text())
                            .setPolicyVersion(reason.policy().version())
                            .setStatement(reason.statement())
                            .setSid(reason.sid())
                            .setLayer(reason.layer().text()));
        }
        return response;
    }

    /** There is no such principal. */
    static CheckResponse.Builder of(Matter.Stranger stranger, Question question) {
        return CheckResponse.newBuilder()
                .setDecision(Decision.IMPLICITLY_DENIED)
                .setLayer(Layer.IDENTITY.text())
                .setMessage(
                        "User: %s is not authorized to perform: %s on resource: %s because %s"
                                .formatted(
                                        stranger.principal().arn(),
                                        question.action(),
                                        question.resource(),
                                        stranger.reason()));
    }

    /** The facts are too old to decide by, and the configuration says deny. */
    static CheckResponse.Builder tooOld(Matter matter, Question question) {
        return CheckResponse.newBuilder()
                .setDecision(Decision.IMPLICITLY_DENIED)
                .setLayer(Layer.ENGINE.text())
                .setMessage(
                        "User: %s is not authorized to perform: %s on resource: %s because the facts at hand are very stale"
                                .formatted(
                                        matter.principal().arn(),
                                        question.action(),
                                        question.resource()));
    }

    static CheckResponse sealed(
            CheckResponse.Builder response,
            SnapshotView view,
            Matter matter,
            Freshness.Grade grade) {
        return response.setRevision(view.token(matter.owners()))
                .setSemantics(DecisionEngine.SEMANTICS)
                .setStaleness(
                        switch (grade) {
                            case FRESH -> Staleness.FRESH;
                            case STALE -> Staleness.STALE;
                            case VERY_STALE -> Staleness.VERY_STALE;
                        })
                .setSessionUnverified(matter.isSessionUnverified())
                .build();
    }

    static TraceNode trace(Explanation.Node node) {
        return TraceNode.newBuilder()
                .setTitle(node.title())
                .setOutcome(node.outcome().text())
                .setDetail(node.detail())
                .addAllChildren(node.children().stream().map(Answers::trace).toList())
                .build();
    }

    private static Decision decision(Verdict verdict) {
        return switch (verdict.decision()) {
            case ALLOWED -> Decision.ALLOWED;
            case EXPLICITLY_DENIED -> Decision.EXPLICITLY_DENIED;
            case IMPLICITLY_DENIED -> Decision.IMPLICITLY_DENIED;
        };
    }
}
