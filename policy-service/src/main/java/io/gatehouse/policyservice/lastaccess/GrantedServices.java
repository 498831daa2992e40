package io.gatehouse.policyservice.lastaccess;

import io.gatehouse.policy.language.ActionClause;
import io.gatehouse.policy.language.Effect;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.language.Statement;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The services that a policy opens, by its Allow statements alone: conditions, resources and denies
 * do not matter, as in AWS's reports.
 *
 * @param named services that are named, in lower case
 * @param all whether it opens every service but {@code but}
 */
record GrantedServices(Set<String> named, boolean all, Set<String> but) {

    private static final String EVERYTHING = "*";

    /** Of a stored document; one that cannot be read opens nothing. */
    static GrantedServices of(String document) {
        Set<String> named = new TreeSet<>();
        boolean all = false;
        Set<String> but = new TreeSet<>();
        if (PolicyParser.read(document, PolicyKind.MANAGED) instanceof ParsedPolicy.Valid valid) {
            for (Statement statement : valid.document().statements()) {
                if (statement.effect() != Effect.ALLOW) {
                    continue;
                }
                switch (statement.action()) {
                    case ActionClause.Actions(var patterns) -> {
                        all |= patterns.contains(EVERYTHING);
                        patterns.forEach(pattern -> addService(pattern, named));
                    }
                    case ActionClause.NotActions(var patterns) -> {
                        if (!patterns.contains(EVERYTHING)) {
                            all = true;
                            addWholeServices(patterns, but);
                        }
                    }
                }
            }
        }
        return new GrantedServices(named, all, but);
    }

    boolean include(String service) {
        String folded = service.toLowerCase(Locale.ROOT);
        return named.contains(folded) || (all && !but.contains(folded));
    }

    private static void addService(String pattern, Set<String> into) {
        int colon = pattern.indexOf(':');
        if (colon > 0) {
            into.add(pattern.substring(0, colon).toLowerCase(Locale.ROOT));
        }
    }

    /** {@code s3:*} under NotAction leaves nothing of S3. */
    private static void addWholeServices(List<String> patterns, Set<String> into) {
        for (String pattern : patterns) {
            if (pattern.endsWith(":*")) {
                addService(pattern, into);
            }
        }
    }
}
