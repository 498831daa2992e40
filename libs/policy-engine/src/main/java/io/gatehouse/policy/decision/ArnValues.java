package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PatternToken;

import java.util.ArrayList;
import java.util.List;

/**
 * The Arn operators (SEMANTICS 2.6): by part, wildcards in all four. What is not an ARN matches
 * nothing. A value that becomes an ARN by its variables alone is compared as text by part.
 */
final class ArnValues implements ValueTest {

    private final ArnTest[] arns;
    private final Template[] becoming;

    ArnValues(List<String> values, LanguageVersion version) {
        List<ArnTest> ready = new ArrayList<>();
        List<Template> others = new ArrayList<>();
        for (String value : values) {
            ArnTest arn = ArnTest.ofValue(value, version);
            if (arn != null) {
                ready.add(arn);
                continue;
            }
            Template template = Template.of(PatternToken.parse(value, version, true));
            if (template.hasVariables()) {
                others.add(template);
            }
        }
        arns = ready.toArray(ArnTest[]::new);
        becoming = others.toArray(Template[]::new);
    }

    @Override
    public int test(String value, Evaluation evaluation) {
        char[] text = evaluation.characters(value);
        int[] starts = evaluation.partsOfCharacters(value.length());
        for (ArnTest arn : arns) {
            if (starts != null && arn.matches(text, starts, evaluation)) {
                return MATCH;
            }
            arn.resolves(evaluation, true);
        }
        for (Template template : becoming) {
            if (!template.resolves(evaluation, true) || starts == null) {
                continue;
            }
            ArnTest arn = template.becomeArn(evaluation);
            if (arn != null && arn.matches(text, starts, evaluation)) {
                return MATCH;
            }
        }
        return NO_MATCH;
    }
}
