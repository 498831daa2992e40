package io.gatehouse.benchmarks.engine;

import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.language.DateValue;
import io.gatehouse.policy.language.IpParser;
import io.gatehouse.policy.language.IpRange;

import java.util.List;
import java.util.Locale;

/**
 * A scan with all done beforehand that can be: actions in lower case and cut, the literal start of
 * each ARN compared at once, the tail matched in place; conditions read addresses and dates as the
 * language wants them read. No allocation. What an index must not lose against where there are few
 * statements.
 */
final class PrecompiledScan {

    private static final IpRange NETWORK = IpRange.parse(Rule.NETWORK).orElseThrow();
    private static final long END = DateValue.micros(Rule.END);

    private final Entry[] entries;
    private final IpParser address = new IpParser();

    PrecompiledScan(List<Rule> rules) {
        entries = rules.stream().map(Entry::new).toArray(Entry[]::new);
    }

    Decision decide(String action, String resource, Question facts) {
        boolean allowed = false;
        for (Entry entry : entries) {
            if (entry.matchesResource(resource)
                    && entry.matchesAction(action)
                    && entry.holds(facts, address)) {
                if (entry.rule.deny()) {
                    return Decision.EXPLICITLY_DENIED;
                }
                allowed = true;
            }
        }
        return allowed ? Decision.ALLOWED : Decision.IMPLICITLY_DENIED;
    }

    private static final class Entry {
        final Rule rule;
        private final String service;
        private final String[] names;
        private final String literal;
        private final String folder;
        private final String tail;

        Entry(Rule rule) {
            this.rule = rule;
            service = rule.service() + ":";
            names =
                    rule.actionNames().stream()
                            .map(n -> n.toLowerCase(Locale.ROOT))
                            .toArray(String[]::new);
            boolean early = rule.region().equals("*") || rule.account().equals("*");
            String resource = rule.resource().replace("${aws:username}", Question.USER);
            int wild = 0;
            while (wild < resource.length() && "*?".indexOf(resource.charAt(wild)) < 0) {
                wild++;
            }
            String start = "arn:aws:" + rule.service() + ":";
            String middle = rule.region() + ":" + rule.account() + ":";
            literal = early ? start : start + middle + resource.substring(0, wild);
            folder = early ? resource.substring(0, wild) : "";
            tail = resource.substring(wild);
        }

        boolean matchesAction(String action) {
            for (String name : names) {
                if (name.equals("*")) {
                    return true;
                }
                boolean prefix = name.endsWith("*");
                int length = prefix ? name.length() - 1 : name.length();
                if (action.regionMatches(true, 0, service, 0, service.length())
                        && (prefix || action.length() == service.length() + length)
                        && action.regionMatches(true, service.length(), name, 0, length)) {
                    return true;
                }
            }
            return false;
        }

        boolean matchesResource(String resource) {
            if (!resource.startsWith(literal)) {
                return false;
            }
            int at = literal.length();
            if (!folder.isEmpty()) {
                int region = resource.indexOf(':', at);
                int account = region < 0 ? -1 : resource.indexOf(':', region + 1);
                if (account < 0
                        || !part(rule.region(), resource, at, region)
                        || !part(rule.account(), resource, region + 1, account)
                        || !resource.startsWith(folder, account + 1)) {
                    return false;
                }
                at = account + 1 + folder.length();
            }
            return tail.equals("*") || matchesTail(resource, at);
        }

        private static boolean part(String wanted, String resource, int from, int to) {
            return wanted.equals("*")
                    || (wanted.length() == to - from && resource.startsWith(wanted, from));
        }

        private boolean matchesTail(String text, int from) {
            int p = 0;
            int t = from;
            int star = -1;
            int mark = 0;
            while (t < text.length()) {
                if (p < tail.length() && tail.charAt(p) == '*') {
                    star = p++;
                    mark = t;
                } else if (p < tail.length()
                        && (tail.charAt(p) == '?' || tail.charAt(p) == text.charAt(t))) {
                    p++;
                    t++;
                } else if (star >= 0) {
                    p = star + 1;
                    t = ++mark;
                } else {
                    return false;
                }
            }
            while (p < tail.length() && tail.charAt(p) == '*') {
                p++;
            }
            return p == tail.length();
        }

        boolean holds(Question facts, IpParser address) {
            return switch (rule.condition()) {
                case NONE -> true;
                case STAGE -> facts.stage().equals(Rule.STAGE);
                case ADDRESS -> address.parse(facts.sourceIp()) && NETWORK.contains(address);
                case BEFORE_2030 -> DateValue.micros(facts.now()) < END;
            };
        }
    }
}
