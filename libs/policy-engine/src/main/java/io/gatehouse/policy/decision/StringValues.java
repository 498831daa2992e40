package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.ConditionOperator.Comparison;
import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PatternToken;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The String operators (SEMANTICS 2.6, 4): {@code *} and {@code ?} in the Like family only. Plain
 * texts are looked up, so that ten thousand values cost as much as one.
 */
final class StringValues implements ValueTest {

    private final Set<String> plain = new HashSet<>();
    private final Template[] templates;
    private final boolean ignoreCase;

    /** The only value, where that is a plain text: the common case. */
    private final @Nullable String single;

    StringValues(List<String> values, LanguageVersion version, Comparison comparison) {
        boolean wildcards =
                comparison == Comparison.STRING_LIKE || comparison == Comparison.STRING_NOT_LIKE;
        ignoreCase =
                comparison == Comparison.STRING_EQUALS_IGNORE_CASE
                        || comparison == Comparison.STRING_NOT_EQUALS_IGNORE_CASE;
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
        templates = others.toArray(Template[]::new);
        boolean one = plain.size() == 1 && templates.length == 0 && !ignoreCase;
        single = one ? plain.iterator().next() : null;
    }

    @Override
    public int test(String value, Evaluation evaluation) {
        if (single != null) {
            return single.equals(value) ? MATCH : NO_MATCH;
        }
        if (!plain.isEmpty() && plain.contains(ignoreCase ? KeyNames.folded(value) : value)) {
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
