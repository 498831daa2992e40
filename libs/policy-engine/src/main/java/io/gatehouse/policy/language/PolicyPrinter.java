package io.gatehouse.policy.language;

/** Policy document to JSON text, which parses to the same document. */
public final class PolicyPrinter {

    private PolicyPrinter() {}

    /** On one line, elements in AWS's order. */
    public static String print(PolicyDocument document) {
        return document.toString();
    }
}
