package io.gatehouse.policy.reference;

import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.Condition;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether one condition of a statement holds (SEMANTICS 4). */
final class Conditions {

    private final RequestContext context;
    private final Principal principal;
    private final boolean deny;
    private final boolean withVariables;

    Conditions(RequestContext context, Principal principal, boolean deny, boolean withVariables) {
        this.context = context;
        this.principal = principal;
        this.deny = deny;
        this.withVariables = withVariables;
    }

    private enum Quantifier {
        NONE,
        ALL,
        ANY
    }

    boolean holds(Condition condition) {
        String name = condition.operator().toLowerCase(Locale.ROOT);
        Quantifier quantifier = Quantifier.NONE;
        boolean ifExists = false;
        if (name.startsWith("forallvalues:")) {
            quantifier = Quantifier.ALL;
            name = name.substring("forallvalues:".length());
        } else if (name.startsWith("foranyvalue:")) {
            quantifier = Quantifier.ANY;
            name = name.substring("foranyvalue:".length());
        }
        if (name.endsWith("ifexists")) {
            ifExists = true;
            name = name.substring(0, name.length() - "ifexists".length());
        }
        List<String> values = context.values(condition.key());
        boolean missing = values == null || values.isEmpty();
        if (missing && deny && isSessionWithoutIssueTime(condition.key())) {
            return true;
        }
        if (name.equals("null") && quantifier == Quantifier.NONE && !ifExists) {
            return nullHolds(condition, values);
        }
        if (!isKnown(name)) {
            return deny;
        }
        boolean negated = name.contains("not");
        if (missing) {
            return switch (quantifier) {
                case ALL -> true;
                case ANY -> false;
                case NONE -> ifExists || negated;
            };
        }
        return switch (quantifier) {
            case NONE ->
                    values.size() > 1
                            ? deny
                            : satisfies(name, values.getFirst(), condition.values());
            case ALL ->
                    values.equals(List.of("")) || countOf(name, values, condition) == values.size();
            case ANY -> countOf(name, values, condition) > 0;
        };
    }

    private int countOf(String name, List<String> values, Condition condition) {
        int count = 0;
        for (String value : values) {
            if (satisfies(name, value, condition.values())) {
                count++;
            }
        }
        return count;
    }

    /** SEMANTICS 8: a session named by ARN alone has no issue time; a Deny on it matches. */
    private boolean isSessionWithoutIssueTime(String key) {
        return key.equalsIgnoreCase("aws:TokenIssueTime")
                && (principal instanceof Principal.AssumedRole
                        || principal instanceof Principal.FederatedUser);
    }

    private static boolean nullHolds(Condition condition, List<String> values) {
        boolean isNull = values == null || values.stream().allMatch(String::isEmpty);
        for (String wanted : condition.values()) {
            if (wanted.equalsIgnoreCase(String.valueOf(isNull))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKnown(String name) {
        return switch (name) {
            case "stringequals",
                    "stringnotequals",
                    "stringequalsignorecase",
                    "stringnotequalsignorecase",
                    "stringlike",
                    "stringnotlike",
                    "numericequals",
                    "numericnotequals",
                    "numericlessthan",
                    "numericlessthanequals",
                    "numericgreaterthan",
                    "numericgreaterthanequals",
                    "dateequals",
                    "datenotequals",
                    "datelessthan",
                    "datelessthanequals",
                    "dategreaterthan",
                    "dategreaterthanequals",
                    "bool",
                    "binaryequals",
                    "ipaddress",
                    "notipaddress",
                    "arnequals",
                    "arnlike",
                    "arnnotequals",
                    "arnnotlike" ->
                    true;
            default -> false;
        };
    }

    /** Positive: some listed value matches. Negated: no listed value matches. */
    private boolean satisfies(String name, String actual, List<String> listed) {
        boolean negated = name.contains("not");
        if (negated && !isOfType(name, actual)) {
            return deny;
        }
        for (String policyValue : listed) {
            Optional<Boolean> match = compare(name, actual, policyValue);
            if (negated) {
                if (match.isEmpty() ? !deny : match.get()) {
                    return false;
                }
            } else if (match.orElse(false)) {
                return true;
            }
        }
        return negated;
    }

    /**
     * Whether the actual value equals (is like, is less than …) one value of the policy, negation
     * aside. Empty: one of them is not of the type.
     */
    private Optional<Boolean> compare(String name, String actual, String policyValue) {
        if (name.startsWith("string")) {
            return Optional.of(resolved(policyValue).map(t -> text(name, actual, t)).orElse(false));
        }
        if (name.startsWith("arn")) {
            return Optional.of(arn(actual, policyValue));
        }
        if (name.equals("bool")) {
            return Optional.of(
                    resolved(policyValue).map(t -> bool(actual, t.literally())).orElse(false));
        }
        if (name.startsWith("numeric")) {
            return order(Values.number(actual), Values.number(policyValue), name);
        }
        if (name.startsWith("date")) {
            return order(Values.date(actual), Values.date(policyValue), name);
        }
        if (name.equals("binaryequals")) {
            return Optional.of(
                    Values.base64(policyValue).map(b -> isBytes(actual, b)).orElse(false));
        }
        Optional<Values.Address> address = Values.address(actual);
        Optional<Values.Range> range = Values.range(policyValue);
        if (address.isEmpty() || range.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(range.get().contains(address.get()));
    }

    private static boolean isOfType(String name, String actual) {
        return switch (name) {
            case "numericnotequals" -> Values.number(actual).isPresent();
            case "datenotequals" -> Values.date(actual).isPresent();
            case "notipaddress" -> Values.address(actual).isPresent();
            default -> true;
        };
    }

    /** A context carries bytes as base64; a text that is none stands for its own bytes. */
    private static boolean isBytes(String actual, byte[] wanted) {
        return Arrays.equals(wanted, actual.getBytes(StandardCharsets.UTF_8))
                || Values.base64(actual).map(b -> Arrays.equals(wanted, b)).orElse(false);
    }

    private Optional<Template> resolved(String policyValue) {
        return Template.parse(policyValue, withVariables).resolve(context);
    }

    private static boolean text(String name, String actual, Template template) {
        return switch (name) {
            case "stringequals", "stringnotequals" -> template.literally().equals(actual);
            case "stringequalsignorecase", "stringnotequalsignorecase" ->
                    Folding.same(template.literally(), actual);
            default -> template.matches(actual, false);
        };
    }

    /**
     * By the six parts as written; only a value that is no ARN as written, such as {@code
     * ${aws:SourceArn}}, is cut after its variables are replaced.
     */
    private boolean arn(String actual, String policyValue) {
        Template raw = Template.parse(policyValue, withVariables);
        Optional<Template> whole = raw.resolve(context);
        String[] given = actual.split(":", 6);
        if (whole.isEmpty() || given.length < 6) {
            return false;
        }
        List<Template> wanted = raw.sixParts();
        if (wanted.size() < 6) {
            wanted = whole.get().sixParts();
        }
        if (wanted.size() < 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            if (!wanted.get(i).resolve(context).orElseThrow().matches(given[i], false)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bool(String actual, String wanted) {
        return (Folding.same(wanted, "true") || Folding.same(wanted, "false"))
                && Folding.same(wanted, actual);
    }

    private static Optional<Boolean> order(
            Optional<BigDecimal> actual, Optional<BigDecimal> wanted, String name) {
        if (actual.isEmpty() || wanted.isEmpty()) {
            return Optional.empty();
        }
        int order = actual.get().compareTo(wanted.get());
        if (name.endsWith("lessthan")) {
            return Optional.of(order < 0);
        }
        if (name.endsWith("lessthanequals")) {
            return Optional.of(order <= 0);
        }
        if (name.endsWith("greaterthan")) {
            return Optional.of(order > 0);
        }
        if (name.endsWith("greaterthanequals")) {
            return Optional.of(order >= 0);
        }
        return Optional.of(order == 0);
    }
}
