package io.gatehouse.policy.decision;

import java.util.List;

/**
 * A verdict with its whole trace: a node for each layer, under it each policy, statement, element.
 */
public record Explanation(Verdict verdict, List<Node> trace) {

    public Explanation {
        trace = List.copyOf(trace);
    }

    /**
     * One step.
     *
     * @param title what was asked, such as {@code Resource}
     * @param detail why the outcome is so; may be empty
     */
    public record Node(String title, Outcome outcome, String detail, List<Node> children) {
        public Node {
            children = List.copyOf(children);
        }
    }

    /** Whether a step matched. */
    public enum Outcome {
        YES("yes"),
        NO("no"),
        NOT_EVALUATED("not-evaluated");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        /** As written in answers. */
        public String text() {
            return text;
        }
    }
}
