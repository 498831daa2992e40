package io.gatehouse.benchmarks.profile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stacks as an SVG: the outermost frame below, as wide as it was seen often. */
public final class FlameGraph {

    private static final int WIDTH = 1_400;
    private static final int HEIGHT = 15;
    private static final double LEAST = 0.01;
    private static final double LETTER = 6.1;

    private final Node root = new Node();

    private static final class Node {
        private final Map<String, Node> inner = new TreeMap<>();
        private long count;

        int depth(double least) {
            return 1
                    + inner.values().stream()
                            .filter(node -> node.count >= least)
                            .mapToInt(node -> node.depth(least))
                            .max()
                            .orElse(0);
        }
    }

    /**
     * @param frames the outermost first
     */
    void add(List<String> frames) {
        Node node = root;
        node.count++;
        for (String frame : frames) {
            node = node.inner.computeIfAbsent(frame, _ -> new Node());
            node.count++;
        }
    }

    /** Frames that were seen in less than one of a hundred samples are left out. */
    public String svg(String title) {
        int height = HEIGHT * (root.depth(LEAST * root.count) + 2);
        StringBuilder text =
                new StringBuilder(
                        """
                        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="monospace" font-size="10">
                        <text x="4" y="11" font-size="12">%s</text>
                        """
                                .formatted(WIDTH, height, escaped(title)));
        draw(text, root, 0, height, (double) WIDTH / Math.max(1, root.count));
        return text.append("</svg>\n").toString();
    }

    private void draw(StringBuilder text, Node node, double from, int below, double perSample) {
        double left = from;
        for (Map.Entry<String, Node> entry : node.inner.entrySet()) {
            Node inner = entry.getValue();
            double width = inner.count * perSample;
            if (inner.count >= LEAST * root.count) {
                frame(text, entry.getKey(), inner, left, below - HEIGHT, width);
                draw(text, inner, left, below - HEIGHT, perSample);
            }
            left += width;
        }
    }

    private void frame(
            StringBuilder text, String name, Node node, double left, int top, double width) {
        String shown = shortened(name, (int) ((width - 4) / LETTER));
        text.append(
                """
                <g><title>%s %.1f %%</title><rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s" stroke="#fff" stroke-width=".5"/>\
                <text x="%.1f" y="%d">%s</text></g>
                """
                        .formatted(
                                escaped(name),
                                100.0 * node.count / root.count,
                                left,
                                top,
                                width,
                                HEIGHT,
                                colour(name),
                                left + 2,
                                top + HEIGHT - 4,
                                escaped(shown)));
    }

    private static String colour(String name) {
        if (name.startsWith("io.gatehouse.")) {
            return "#e8743b";
        }
        if (name.startsWith("io.netty.") || name.startsWith("io.grpc.")) {
            return "#9ecae1";
        }
        if (name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.")) {
            return "#d9d9d9";
        }
        return "#f3d18a";
    }

    private static String shortened(String name, int letters) {
        int method = name.lastIndexOf('.');
        String simple = name.substring(name.lastIndexOf('.', method - 1) + 1);
        return letters < 3 ? "" : simple.substring(0, Math.min(letters, simple.length()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
