package io.gatehouse.policy.language;

import io.gatehouse.policy.language.Json.Place;
import io.gatehouse.policy.language.Values.Placed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** What a document says twice. */
final class RedundancyAdvice {

    /** Patterns are compared in pairs: beyond so many, equal ones are found and no others. */
    private static final int MOST_PAIRS = 20_000;

    private final LanguageVersion version;
    private final Problems problems;
    private final Set<Statement> statements = new HashSet<>();

    RedundancyAdvice(LanguageVersion version, Problems problems) {
        this.version = version;
        this.problems = problems;
    }

    /** Each statement of the document in turn. */
    void on(Statement statement, Json.Members json) {
        Statement unnamed =
                new Statement(
                        Optional.empty(),
                        statement.effect(),
                        statement.principal(),
                        statement.action(),
                        statement.resource(),
                        statement.conditions());
        if (!statements.add(unnamed)) {
            problems.warn(
                    PolicyCheck.REDUNDANT_STATEMENT,
                    json.place(),
                    "an earlier statement says the same");
        }
        for (Json.Member member : json.members()) {
            switch (member.name()) {
                case "Action", "NotAction" ->
                        onPatterns(
                                PolicyCheck.REDUNDANT_ACTION,
                                member.value(),
                                text -> text.toLowerCase(Locale.ROOT),
                                (wide, narrow) ->
                                        wide.equals("*") || Wildcards.cover(wide, narrow));
                case "Resource", "NotResource" ->
                        onPatterns(
                                PolicyCheck.REDUNDANT_RESOURCE,
                                member.value(),
                                text -> text,
                                (wide, narrow) -> Wildcards.coverArn(wide, narrow, version));
                default -> {}
            }
        }
    }

    private void onPatterns(
            PolicyCheck check,
            Json value,
            UnaryOperator<String> folding,
            BiPredicate<String, String> covers) {
        List<Placed> patterns = Values.strings(value, "", (_, _) -> {});
        List<Placed> once = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Placed pattern : patterns) {
            if (seen.add(folding.apply(pattern.text()))) {
                once.add(pattern);
            } else {
                warn(check, pattern.place(), pattern.text(), pattern.text());
            }
        }
        List<Placed> wide = once.stream().filter(p -> Wildcards.has(p.text())).toList();
        if ((long) wide.size() * once.size() > MOST_PAIRS) {
            return;
        }
        for (Placed narrow : once) {
            String text = folding.apply(narrow.text());
            wide.stream()
                    .filter(candidate -> {
                        String other = folding.apply(candidate.text());
                        return !other.equals(text) && covers.test(other, text);
                    })
                    .findFirst()
                    .ifPresent(candidate ->
                            warn(check, narrow.place(), narrow.text(), candidate.text()));
        }
    }

    private void warn(PolicyCheck check, Place place, String narrow, String wide) {
        problems.warn(
                check,
                place,
                "`%s` is in `%s` already"
                        .formatted(
                                DocumentReader.abbreviated(narrow),
                                DocumentReader.abbreviated(wide)));
    }
}
