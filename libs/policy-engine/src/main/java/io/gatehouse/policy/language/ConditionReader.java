package io.gatehouse.policy.language;

import io.gatehouse.policy.language.ConditionOperator.Family;
import io.gatehouse.policy.language.Problems.Pass;
import io.gatehouse.policy.language.Values.Placed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Condition element (SEMANTICS 1, 4). */
final class ConditionReader {

    private final LanguageVersion version;
    private final Problems problems;

    ConditionReader(LanguageVersion version, Problems problems) {
        this.version = version;
        this.problems = problems;
    }

    List<Condition> read(Json value) {
        List<Condition> conditions = new ArrayList<>();
        if (!(value instanceof Json.Members operators)) {
            problems.syntax(value.place(), "a Condition is an object: operator to keys");
            return conditions;
        }
        if (operators.members().isEmpty() && problems.advising()) {
            problems.warn(
                    PolicyCheck.EMPTY_OBJECT_CONDITION,
                    value.place(),
                    "an empty Condition is true");
        }
        for (Json.Member operator : operators.members()) {
            if (operator.value() instanceof Json.Members keys) {
                readOperator(operator, keys, conditions);
            } else {
                problems.syntax(
                        operator.value().place(), "an operator holds an object: key to values");
            }
        }
        return conditions;
    }

    private void readOperator(Json.Member operator, Json.Members keys, List<Condition> conditions) {
        Optional<ConditionOperator> known = ConditionOperator.parse(operator.name());
        if (known.isEmpty() && !keys.members().isEmpty()) {
            problems.refuseOnWrite(
                    Pass.SYNTAX,
                    operator.place(),
                    Problems.SYNTAX_ERRORS,
                    "there is no operator `%s`"
                            .formatted(DocumentReader.abbreviated(operator.name())));
        }
        if (problems.advising()) {
            ConditionAdvice.onOperator(keys, problems);
        }
        for (Json.Member key : keys.members()) {
            checkKey(key);
            List<Placed> values = values(key.value());
            if (values.isEmpty()) {
                problems.warn(
                        PolicyCheck.EMPTY_ARRAY_CONDITION,
                        key.place(),
                        "no values: a positive operator never matches");
            }
            known.ifPresent(op -> checkValues(op, key, values));
            conditions.add(new Condition(operator.name(), key.name(), Values.texts(values)));
        }
    }

    private List<Placed> values(Json json) {
        List<Placed> values = new ArrayList<>();
        if (json instanceof Json.Elements list) {
            list.elements().forEach(element -> addScalar(element, values));
        } else {
            addScalar(json, values);
        }
        return values;
    }

    private void addScalar(Json json, List<Placed> values) {
        switch (json) {
            case Json.Text text -> values.add(new Placed(text.place(), text.text()));
            case Json.Scalar scalar -> values.add(new Placed(scalar.place(), scalar.text()));
            case Json.Members _, Json.Elements _, Json.Null _ ->
                    problems.syntax(
                            json.place(), "a condition value is a string, number or boolean");
        }
    }

    private void checkKey(Json.Member key) {
        String name = key.name();
        int colon = name.indexOf(':');
        if (colon < 0) {
            problems.refuseOnWrite(
                    Pass.ACTION_FORMAT,
                    key.place(),
                    Problems.NO_VENDOR,
                    "a condition key is `vendor:name`");
            return;
        }
        int slash = name.indexOf('/');
        int second = name.indexOf(':', colon + 1);
        String encryptionContext = "kms:EncryptionContext:";
        boolean family =
                name.regionMatches(true, 0, encryptionContext, 0, encryptionContext.length());
        if (second >= 0 && (slash < 0 || second < slash) && !family) {
            problems.refuseOnWrite(
                    Pass.ACTION_FORMAT,
                    key.place(),
                    Problems.ONE_COLON,
                    "a condition key is `vendor:name`; more colons may follow a `/` only");
        }
    }

    private void checkValues(ConditionOperator operator, Json.Member key, List<Placed> values) {
        ConditionAdvice.onKey(operator, key, values, problems);
        for (Placed value : values) {
            Family family = operator.comparison().family();
            boolean takesVariables =
                    family == Family.STRING || family == Family.ARN || family == Family.BOOL;
            if (takesVariables
                    && version.hasVariables()
                    && PatternToken.hasUnclosedVariable(value.text())) {
                problems.refuseOnWrite(
                        Pass.SYNTAX,
                        value.place(),
                        Problems.SYNTAX_ERRORS,
                        "the variable `${` is not closed");
            }
            if (family == Family.DATE && DateValue.parse(value.text()).isEmpty()) {
                problems.refuseOnWrite(
                        Pass.LEGACY,
                        value.place(),
                        Problems.LEGACY_PARSING,
                        "`%s` is not a date".formatted(DocumentReader.abbreviated(value.text())));
            }
            if (takesVariables && problems.advising()) {
                VariableAdvice.onText(value.text(), version, value.place(), problems);
            }
        }
    }
}
