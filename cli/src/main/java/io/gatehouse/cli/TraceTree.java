package io.gatehouse.cli;

import io.gatehouse.authz.v1.TraceNode;

import java.util.ArrayList;
import java.util.List;

/** A trace as a tree of lines: what was asked, whether it matched, why. */
final class TraceTree {

    private TraceTree() {}

    static List<String> lines(List<TraceNode> trace) {
        List<String> lines = new ArrayList<>();
        add(trace, "", lines);
        return lines;
    }

    private static void add(List<TraceNode> nodes, String indent, List<String> lines) {
        for (int i = 0; i < nodes.size(); i++) {
            TraceNode node = nodes.get(i);
            boolean isLast = i == nodes.size() - 1;
            lines.add(indent + (isLast ? "└─ " : "├─ ") + line(node));
            add(node.getChildrenList(), indent + (isLast ? "   " : "│  "), lines);
        }
    }

    private static String line(TraceNode node) {
        String mark =
                switch (node.getOutcome()) {
                    case "yes" -> "✓";
                    case "no" -> "✗";
                    default -> "·";
                };
        String detail = node.getDetail().isEmpty() ? "" : "  (" + node.getDetail() + ")";
        return "%s %s%s".formatted(mark, node.getTitle(), detail);
    }
}
