package io.gatehouse.eventstore;

import java.util.List;

/**
 * Where a request came from. Personal: stored sealed under the actor's subject key.
 *
 * @param chain ARNs of the whole chain of assumed roles, outermost caller first
 * @param sourceIp empty where there was no connection
 * @param userAgent empty where there was none
 */
public record Origin(List<String> chain, String sourceIp, String userAgent) {

    public Origin {
        chain = List.copyOf(chain);
    }

    /** Of what the service does by itself. */
    public static Origin none() {
        return new Origin(List.of(), "", "");
    }

    /** One text, that {@link #parse} reads; line feeds in the parts become spaces. */
    String text() {
        StringBuilder text = new StringBuilder(line(sourceIp)).append(line(userAgent));
        chain.forEach(arn -> text.append(line(arn)));
        return text.toString();
    }

    static Origin parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2) {
            throw new IllegalArgumentException("an origin has a source and an agent");
        }
        return new Origin(lines.subList(2, lines.size()), lines.get(0), lines.get(1));
    }

    private static String line(String part) {
        return part.replace('\n', ' ').replace('\r', ' ') + "\n";
    }
}
