package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.ConditionOperator.Comparison;
import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PatternToken;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The String operators (SEMANTICS 2.6, 4): {@code *} and {@code ?} in the Like family only. Plain
 * texts are looked up, so that ten thousand values cost as much as one.
 */
final class StringValues implements ValueTest {

    /** Up to this many values are compared in turn. */
    private static final int FEW = 8;

    private final String[] few;
    private final Set<String> many;
    private final Template[] templates;
    private final boolean ignoreCase;

    StringValues(List<String> values, LanguageVersion version, Comparison comparison) {
        boolean wildcards =
                comparison == Comparison.STRING_LIKE || comparison == Comparison.STRING_NOT_LIKE;
        ignoreCase =
                comparison == Comparison.STRING_EQUALS_IGNORE_CASE
                        || comparison == Comparison.STRING_NOT_EQUALS_IGNORE_CASE;
        Set<String> plain = new LinkedHashSet<>();
        List<Template> others = new ArrayList<>();
        for (String value : values) {
            Template template = Template.of(PatternToken.parse(value, version, wildcards));
            String literal = template.literal();
            if (literal != null) {
                plain.add(ignoreCase ? KeyNames.folded(literal) : literal);
            } else {
                others.add(template);
            }
        }
        few = plain.size() <= FEW ? plain.toArray(String[]::new) : new String[0];
        many = plain.size() <= FEW ? Set.of() : plain;
        templates = others.toArray(Template[]::new);
    }

    @Override
    public int test(String value, Evaluation evaluation) {
        for (String one : few) {
            if (ignoreCase ? KeyNames.same(one, value) : one.equals(value)) {
                return MATCH;
            }
        }
        if (!many.isEmpty() && many.contains(ignoreCase ? KeyNames.folded(value) : value)) {
            return MATCH;
        }
        if (templates.length > 0) {
            char[] text = evaluation.characters(value);
            for (Template template : templates) {
                boolean matches =
                        ignoreCase
                                ? template.equalsIgnoringCase(value, evaluation)
                                : template.matches(text, 0, value.length(), evaluation);
                if (matches) {
                    return MATCH;
                }
                template.resolves(evaluation, true);
            }
        }
        return NO_MATCH;
    }
}
