package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PatternToken;

import java.util.List;

/** The Bool operator (SEMANTICS 3, 4): the texts true and false in any case, variables replaced. */
final class BoolValues implements ValueTest {

    private final boolean wantsTrue;
    private final boolean wantsFalse;

    /** The values that hold variables. */
    private final Template[] templates;

    BoolValues(List<String> texts, LanguageVersion version) {
        wantsTrue = texts.stream().anyMatch("true"::equalsIgnoreCase);
        wantsFalse = texts.stream().anyMatch("false"::equalsIgnoreCase);
        templates =
                texts.stream()
                        .map(text -> Template.of(PatternToken.parse(text, version, false)))
                        .filter(Template::hasVariables)
                        .toArray(Template[]::new);
    }

    @Override
    public int test(String value, Evaluation evaluation) {
        boolean yes = KeyNames.same(value, "true");
        boolean readable = yes || KeyNames.same(value, "false");
        boolean matches = readable && (yes ? wantsTrue : wantsFalse);
        for (Template template : templates) {
            template.resolves(evaluation, true);
            matches |= readable && template.equalsIgnoringCase(value, evaluation);
        }
        if (matches) {
            return MATCH;
        }
        return readable ? NO_MATCH : FAILED;
    }
}
