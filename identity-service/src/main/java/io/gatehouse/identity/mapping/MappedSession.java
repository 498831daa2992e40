package io.gatehouse.identity.mapping;

import io.gatehouse.identity.claims.Attributes;
import io.gatehouse.model.Arn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a mapping comes to for somebody: first match wins, no match refuses. Pure. */
public sealed interface MappedSession {

    /** A session of a role. */
    record Of(String rule, Arn role, String sessionName, Map<String, String> tags)
            implements MappedSession {
        public Of {
            tags = Map.copyOf(tags);
        }
    }

    /**
     * Nobody's.
     *
     * @param rule that refused; empty where none matched
     */
    record Refused(Optional<String> rule, String message) implements MappedSession {}

    Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9_+=,.@-]");

    /**
     * @param subject as the provider calls the person: {@code ${sub}} in templates
     */
    static MappedSession of(Mapping.Rules rules, Attributes attributes, String subject) {
        Attributes all = withSubject(attributes, subject);
        Optional<MappingRule> first = rules.first(all);
        if (first.isEmpty()) {
            return new Refused(
                    Optional.empty(), "no rule of the provider's mapping matches this person");
        }
        MappingRule rule = first.get();
        return switch (rule.then()) {
            case MappingRule.Then.Refuse(var message) ->
                    new Refused(Optional.of(rule.name()), message);
            case MappingRule.Then.Role role ->
                    sessionName(role.sessionName(), all)
                            .<MappedSession>map(
                                    name -> new Of(rule.name(), role.role(), name, tags(role, all)))
                            .orElseGet(() ->
                                    new Refused(
                                            Optional.of(rule.name()),
                                            "the rule makes no session name of 2 characters of"
                                                    + " these claims"));
        };
    }

    static Attributes withSubject(Attributes attributes, String subject) {
        if (attributes.has("sub")) {
            return attributes;
        }
        Map<String, List<String>> more = new LinkedHashMap<>(attributes.values());
        more.put("sub", List.of(subject));
        return new Attributes(more);
    }

    /** What a session name may not hold becomes {@code -}; at most 64 characters stay. */
    private static Optional<String> sessionName(ClaimTemplate template, Attributes attributes) {
        return template.fill(attributes)
                .map(text -> NOT_IN_A_NAME.matcher(text).replaceAll("-"))
                .map(text -> text.length() > 64 ? text.substring(0, 64) : text)
                .filter(text -> text.length() >= 2);
    }

    private static Map<String, String> tags(MappingRule.Then.Role role, Attributes attributes) {
        Map<String, String> tags = new LinkedHashMap<>();
        role.tags()
                .forEach((key, template) ->
                        template.fill(attributes).ifPresent(value -> tags.put(key, value)));
        return tags;
    }
}
