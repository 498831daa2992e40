package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PatternToken;

import java.util.List;

/** The Bool operator (SEMANTICS 3, 4): the texts true and false in any case, variables replaced. */
final class BoolValues implements ValueTest {

    private final Template[] templates;

    BoolValues(List<String> texts, LanguageVersion version) {
        templates = new Template[texts.size()];
        for (int i = 0; i < templates.length; i++) {
            templates[i] = Template.of(PatternToken.parse(texts.get(i), version, false));
        }
    }

    @Override
    public int test(String value, Evaluation evaluation) {
        boolean readable = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
        for (Template template : templates) {
            template.resolves(evaluation, true);
            if (readable && template.equalsIgnoringCase(value, evaluation)) {
                return MATCH;
            }
        }
        return readable ? NO_MATCH : FAILED;
    }
}
