package io.gatehouse.cli.evaluate;

import io.gatehouse.policy.decision.Explanation;

import java.util.ArrayList;
import java.util.List;

/** A trace as indented lines. */
final class Trace {

    private Trace() {}

    static List<String> lines(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        explanation.trace().forEach(node -> add(node, "", lines));
        return lines;
    }

    private static void add(Explanation.Node node, String indent, List<String> lines) {
        String detail = node.detail().isEmpty() ? "" : ": " + node.detail();
        lines.add(indent + node.title() + " " + node.outcome().text() + detail);
        node.children().forEach(child -> add(child, indent + "  ", lines));
    }
}
