package io.gatehouse.policy.language;

/** Text to policy document. Stateless, safe for any number of threads. */
public final class PolicyParser {

    private PolicyParser() {}

    /** Reads a document that is about to be written: everything of SEMANTICS 1 is checked. */
    public static ParsedPolicy parse(String json, PolicyKind kind) {
        return new ParsedPolicy.Invalid(
                java.util.List.of(
                        new PolicyProblem(
                                io.gatehouse.model.ErrorCode.MALFORMED_POLICY_DOCUMENT,
                                "Syntax errors in policy.",
                                "parser not landed yet, " + kind + json.length(),
                                1,
                                1,
                                "$")));
    }

    /**
     * Reads a document that is stored already or came with a request, and is to be evaluated: what
     * has a meaning in evaluation is kept and warned of, such as an unknown operator (its Deny
     * applies, its Allow does not).
     */
    public static ParsedPolicy read(String json, PolicyKind kind) {
        return new ParsedPolicy.Invalid(
                java.util.List.of(
                        new PolicyProblem(
                                io.gatehouse.model.ErrorCode.MALFORMED_POLICY_DOCUMENT,
                                "Syntax errors in policy.",
                                "parser not landed yet, " + kind + json.length(),
                                1,
                                1,
                                "$")));
    }
}
