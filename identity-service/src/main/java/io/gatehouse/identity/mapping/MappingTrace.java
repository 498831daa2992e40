package io.gatehouse.identity.mapping;

import io.gatehouse.identity.claims.Attributes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What one rule said, for the tester.
 *
 * @param because why it does not match; null where it does
 */
public record MappingTrace(String rule, boolean matches, @Nullable String because) {

    /** Each rule up to and with the first that matches; later ones are not looked at. */
    public static List<MappingTrace> of(
            Mapping.Rules rules, Attributes attributes, String subject) {
        Attributes all = MappedSession.withSubject(attributes, subject);
        List<MappingTrace> trace = new ArrayList<>();
        for (MappingRule rule : rules.all()) {
            var unmet = rule.firstUnmet(all);
            trace.add(
                    new MappingTrace(
                            rule.name(),
                            unmet.isEmpty(),
                            unmet.map(test -> test.unmet(all)).orElse(null)));
            if (unmet.isEmpty()) {
                break;
            }
        }
        return trace;
    }
}
