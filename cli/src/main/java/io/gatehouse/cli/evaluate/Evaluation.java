package io.gatehouse.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.Explanation;

import java.util.List;

/**
 * One line or case and what became of it.
 *
 * @param answer decision or error
 * @param failures how the answer differs from what was expected; none where nothing was
 * @param trace of the decision, in lines; only where there are failures
 */
record Evaluation(ObjectNode answer, List<String> failures, List<String> trace) {

    private static final DecisionEngine ENGINE = new DecisionEngine();

    Evaluation {
        failures = List.copyOf(failures);
        trace = List.copyOf(trace);
    }

    /** Evaluates; a question that cannot be is answered with an error. */
    static Evaluation of(JsonNode line) {
        JsonNode id = line.hasNonNull("id") ? line.path("id") : NullNode.getInstance();
        try {
            Question question = QuestionReader.read(line);
            ObjectNode answer =
                    Answer.of(
                            id,
                            ENGINE.decide(question.policies(), question.request()),
                            question.warnings());
            List<String> failures = failures(line, answer);
            return new Evaluation(
                    answer, failures, failures.isEmpty() ? List.of() : trace(question));
        } catch (BadQuestionException e) {
            ObjectNode answer = Answer.error(id, String.valueOf(e.getMessage()));
            return new Evaluation(answer, failures(line, answer), List.of());
        }
    }

    /** A text that is no line at all. */
    static Evaluation unreadable(JsonNode id, String error) {
        return new Evaluation(Answer.error(id, error), List.of(), List.of());
    }

    private static List<String> failures(JsonNode line, ObjectNode answer) {
        return line.has("expect")
                ? new Expectation(line.path("expect")).differences(answer)
                : List.of();
    }

    private static List<String> trace(Question question) {
        Explanation explanation = ENGINE.explain(question.policies(), question.request());
        return Trace.lines(explanation);
    }
}
