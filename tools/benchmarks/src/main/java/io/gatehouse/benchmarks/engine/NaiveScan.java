package io.gatehouse.benchmarks.engine;

import io.gatehouse.policy.decision.Decision;

import java.time.Instant;
import java.util.List;

/**
 * What one writes first: every statement, every pattern, from the texts as they are. No look-ahead
 * and no index; conditions are read each time that they are met.
 */
final class NaiveScan {

    private final List<Rule> rules;

    NaiveScan(List<Rule> rules) {
        this.rules = rules;
    }

    Decision decide(String action, String resource, Question facts) {
        boolean allowed = false;
        for (Rule rule : rules) {
            if (matchesAction(rule, action)
                    && matchesResource(rule, resource)
                    && holds(rule, facts)) {
                if (rule.deny()) {
                    return Decision.EXPLICITLY_DENIED;
                }
                allowed = true;
            }
        }
        return allowed ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED;
    }

    private static boolean matchesAction(Rule rule, String action) {
        for (String name : rule.actionNames()) {
            String pattern = name.equals("*") ? name : rule.service() + ":" + name;
            if (Glob.matches(pattern, action, true)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesResource(Rule rule, String resource) {
        String[] parts = resource.split(":", 6);
        return parts.length == 6
                && Glob.matches(rule.service(), parts[2], false)
                && Glob.matches(rule.region(), parts[3], false)
                && Glob.matches(rule.account(), parts[4], false)
                && Glob.matches(
                        rule.resource().replace("${aws:username}", Question.USER), parts[5], false);
    }

    private static boolean holds(Rule rule, Question facts) {
        return switch (rule.condition()) {
            case NONE -> true;
            case STAGE -> facts.stage().equals(Rule.STAGE);
            case ADDRESS -> facts.sourceIp().startsWith("10.");
            case BEFORE_2030 -> Instant.parse(facts.now()).isBefore(Instant.parse(Rule.END));
        };
    }
}
