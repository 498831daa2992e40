package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.Condition;
import io.gatehouse.policy.language.PrincipalClause;

import java.util.List;
import java.util.stream.Collectors;

/** For traces: why an Action, Resource or Principal element matched, or did not. */
final class ElementReasons {

    /** More of a list are counted, not shown. */
    private static final int SHOWN = 4;

    private static final int LONGEST = 200;

    private static final List<String> PARTS =
            List.of("prefix", "partition", "service", "region", "account", "resource");

    private ElementReasons() {}

    static String action(ActionTest test, Evaluation evaluation) {
        for (ActionTest.Pattern pattern : test.patterns()) {
            if (ActionTest.matches(pattern, evaluation)) {
                return "`%s` matches".formatted(shortened(pattern.text()));
            }
        }
        return "no match for `%s`: %s"
                .formatted(
                        shortened(evaluation.actionName()),
                        listed(test.patterns().stream().map(ActionTest.Pattern::text).toList()));
    }

    static String resource(ResourceTest test, String requested, Evaluation evaluation) {
        List<ResourceTest.Pattern> patterns = test.patterns();
        for (ResourceTest.Pattern pattern : patterns) {
            if (ResourceTest.matches(pattern, evaluation)) {
                return "`%s` matches".formatted(shortened(pattern.text()));
            }
        }
        String reasons =
                patterns.stream()
                        .limit(SHOWN)
                        .map(pattern ->
                                "`%s` (%s)"
                                        .formatted(
                                                shortened(pattern.text()),
                                                difference(pattern, requested, evaluation)))
                        .collect(Collectors.joining(", "));
        return "no match for `%s`: %s%s"
                .formatted(shortened(requested), reasons, more(patterns.size()));
    }

    private static String difference(
            ResourceTest.Pattern pattern, String requested, Evaluation evaluation) {
        ArnTest arn = pattern.arn();
        if (pattern.misplaced()) {
            return "no variables in partition and service";
        }
        if (arn == null) {
            return "not six parts";
        }
        if (!arn.resolves(evaluation, false)) {
            return "a variable has no value";
        }
        if (requested.equals("*")) {
            return "the request names no resource";
        }
        int part = arn.firstDifference(evaluation);
        return evaluation.resourceHead() == null
                ? "the request's is no ARN"
                : PARTS.get(Math.min(part, 5)) + " differs";
    }

    /**
     * @param clause null where the statement has none
     * @param naming as {@link PrincipalTest#matches} says
     */
    static String principal(
            PrincipalTest test, PrincipalClause clause, int naming, Evaluation evaluation) {
        String names = " (" + listed(names(clause)) + ")";
        if (naming == PrincipalTest.NOBODY) {
            return (test.isNegated() ? "the caller is excepted" : "the caller is not named")
                    + names;
        }
        if (test.isNegated()) {
            return evaluation.callerHasBoundary()
                    ? "a caller with a permissions boundary is never excepted" + names
                    : "the caller is not wholly excepted" + names;
        }
        return switch (naming) {
                    case PrincipalTest.BY_ACCOUNT -> "the caller's account is named";
                    case PrincipalTest.BY_ORIGIN -> "the role or user behind the session is named";
                    default -> "the caller is named";
                }
                + names;
    }

    private static List<String> names(PrincipalClause clause) {
        return switch (clause.names()) {
            case PrincipalClause.Anyone _ -> List.of("*");
            case PrincipalClause.Listed listed ->
                    listed.names().stream().map(n -> n.type().text() + " " + n.text()).toList();
        };
    }

    static String values(Condition condition) {
        return listed(condition.values());
    }

    static String listed(List<String> texts) {
        return texts.stream()
                        .limit(SHOWN)
                        .map(text -> "`" + shortened(text) + "`")
                        .collect(Collectors.joining(", "))
                + more(texts.size());
    }

    private static String more(int size) {
        return size <= SHOWN ? "" : " and %,d more".formatted(size - SHOWN);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
