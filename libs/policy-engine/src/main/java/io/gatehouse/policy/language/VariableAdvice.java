package io.gatehouse.policy.language;

import io.gatehouse.policy.language.Json.Place;

/** Warnings about <code>${…}</code> where it has no meaning, or can never have a value. */
final class VariableAdvice {

    private VariableAdvice() {}

    /** A text in which variables are allowed (SEMANTICS 3). */
    static void onText(String text, LanguageVersion version, Place place, Problems problems) {
        if (!text.contains("${")) {
            return;
        }
        if (!version.hasVariables()) {
            problems.warn(
                    PolicyCheck.VARIABLE_UNSUPPORTED_IN_VERSION,
                    place,
                    "`${` stands for itself before version 2012-10-17");
            return;
        }
        for (PatternToken token : PatternToken.parse(text, version, false)) {
            if (token instanceof PatternToken.Variable(String key, String _)) {
                onKey(key, place, problems);
            }
        }
    }

    private static void onKey(String key, Place place, Problems problems) {
        String shown = DocumentReader.abbreviated(key);
        boolean wellFormed =
                key.indexOf(':') > 0
                        && key.chars().noneMatch(c -> c == ' ' || c == ',' || c == '\'');
        if (!wellFormed) {
            problems.warn(
                    PolicyCheck.INVALID_VARIABLE,
                    place,
                    "`${%s}` never has a value: a variable is `${vendor:key}` or `${vendor:key, 'default'}`"
                            .formatted(shown));
        } else if (KnownKeys.isMultiValued(key)) {
            problems.warn(
                    PolicyCheck.INVALID_VARIABLE,
                    place,
                    "`${%s}` never has a value: the key has several".formatted(shown));
        } else {
            onUnknownKey(key, place, problems);
        }
    }

    /** A key of a vendor whose keys are all known, and not one of them. */
    static void onUnknownKey(String key, Place place, Problems problems) {
        if (!KnownKeys.isOurs(key) || KnownKeys.find(key) != null) {
            return;
        }
        String shown = DocumentReader.abbreviated(key);
        if (KnownKeys.lacksTagKey(key)) {
            problems.warn(
                    PolicyCheck.MISSING_TAG_KEY_IN_CONDITION,
                    place,
                    "`%s` wants the key of a tag behind a slash".formatted(shown));
            return;
        }
        boolean global = key.regionMatches(true, 0, "aws:", 0, 4);
        problems.warn(
                global
                        ? PolicyCheck.INVALID_GLOBAL_CONDITION_KEY
                        : PolicyCheck.INVALID_SERVICE_CONDITION_KEY,
                place,
                "there is no condition key `%s`".formatted(shown));
    }

    /** A text in which <code>${</code> has no meaning. */
    static void onPlainText(String text, String where, Place place, Problems problems) {
        if (text.contains("${")) {
            problems.warn(
                    PolicyCheck.VARIABLE_UNSUPPORTED_IN_ELEMENT,
                    place,
                    "`${` stands for itself in %s".formatted(where));
        }
    }
}
