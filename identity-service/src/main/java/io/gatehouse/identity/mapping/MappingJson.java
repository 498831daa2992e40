package io.gatehouse.identity.mapping;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.gatehouse.identity.mapping.ClaimCondition.Contains;
import io.gatehouse.identity.mapping.ClaimCondition.IsExactly;
import io.gatehouse.identity.mapping.ClaimCondition.MatchesOneOf;
import io.gatehouse.identity.mapping.ClaimCondition.Present;
import io.gatehouse.model.Arn;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mapping as JSON: in the API, in events and in rows alike. Reading throws
 * IllegalArgumentException with what and where.
 */
public final class MappingJson {

    /** What an absent session name stands for. */
    private static final String SUBJECT = "${sub}";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    private MappingJson() {}

    /** One condition: exactly one of the four tests. */
    public record TestEntry(
            String claim,
            @Nullable String equals,
            @Nullable String contains,
            @Nullable List<String> matchesOneOf,
            @Nullable Boolean present) {}

    /** One rule: a role, or a refusal. */
    public record RuleEntry(
            String name,
            @Nullable List<TestEntry> when,
            @Nullable String role,
            @Nullable String sessionName,
            @Nullable Map<String, String> tags,
            @Nullable String refuse) {}

    public record RulesEntry(List<RuleEntry> rules, @Nullable String signInClient) {}

    static String write(Mapping.Rules rules) {
        try {
            return JSON.writeValueAsString(entry(rules));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    static Mapping.Rules read(String json) {
        try {
            return rules(JSON.readValue(json, RulesEntry.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored mapping cannot be read", e);
        }
    }

    static RulesEntry entry(Mapping.Rules rules) {
        return new RulesEntry(
                rules.all().stream().map(MappingJson::entry).toList(),
                rules.signInClient().orElse(null));
    }

    private static RuleEntry entry(MappingRule rule) {
        List<TestEntry> when = rule.when().stream().map(MappingJson::entry).toList();
        return switch (rule.then()) {
            case MappingRule.Then.Role(var role, var name, var tags) -> {
                Map<String, String> texts = new LinkedHashMap<>();
                tags.forEach((key, template) -> texts.put(key, template.text()));
                yield new RuleEntry(rule.name(), when, role.toString(), name.text(), texts, null);
            }
            case MappingRule.Then.Refuse(var message) ->
                    new RuleEntry(rule.name(), when, null, null, null, message);
        };
    }

    private static TestEntry entry(ClaimCondition test) {
        return switch (test) {
            case IsExactly(var claim, var value) -> new TestEntry(claim, value, null, null, null);
            case Contains(var claim, var value) -> new TestEntry(claim, null, value, null, null);
            case MatchesOneOf(var claim, var patterns) ->
                    new TestEntry(claim, null, null, patterns, null);
            case Present(var claim, var present) -> new TestEntry(claim, null, null, null, present);
        };
    }

    static Mapping.Rules rules(RulesEntry entry) {
        if (entry.rules() == null) {
            throw new IllegalArgumentException("a mapping has `rules`");
        }
        return new Mapping.Rules(
                entry.rules().stream().map(MappingJson::rule).toList(),
                Optional.ofNullable(entry.signInClient()));
    }

    private static MappingRule rule(RuleEntry entry) {
        if (entry.name() == null) {
            throw new IllegalArgumentException("a rule has a `name`");
        }
        if ((entry.role() == null) == (entry.refuse() == null)) {
            throw new IllegalArgumentException(
                    "rule `%s` has either `role` or `refuse`".formatted(entry.name()));
        }
        List<TestEntry> when = entry.when() == null ? List.of() : entry.when();
        return new MappingRule(
                entry.name(),
                when.stream().map(test -> test(entry.name(), test)).toList(),
                entry.refuse() != null ? new MappingRule.Then.Refuse(entry.refuse()) : role(entry));
    }

    private static MappingRule.Then role(RuleEntry entry) {
        String role = Objects.requireNonNull(entry.role());
        if (!Arn.isArn(role)
                || !Arn.parse(role).service().equals("iam")
                || !Arn.parse(role).resource().startsWith("role/")) {
            throw new IllegalArgumentException(
                    "rule `%s`: `%s` is no ARN of a role".formatted(entry.name(), role));
        }
        Map<String, ClaimTemplate> tags = new LinkedHashMap<>();
        if (entry.tags() != null) {
            entry.tags().forEach((key, text) -> tags.put(key, new ClaimTemplate(text)));
        }
        String name = entry.sessionName() == null ? SUBJECT : entry.sessionName();
        return new MappingRule.Then.Role(Arn.parse(role), new ClaimTemplate(name), tags);
    }

    private static ClaimCondition test(String rule, TestEntry entry) {
        long tests =
                Stream.of(entry.equals(), entry.contains(), entry.matchesOneOf(), entry.present())
                        .filter(Objects::nonNull)
                        .count();
        if (entry.claim() == null || entry.claim().isEmpty() || tests != 1) {
            throw new IllegalArgumentException(
                    ("a condition of rule `%s` has a `claim` and exactly one of `equals`,"
                                    + " `contains`, `matches_one_of`, `present`")
                            .formatted(rule));
        }
        if (entry.equals() != null) {
            return new IsExactly(entry.claim(), entry.equals());
        }
        if (entry.contains() != null) {
            return new Contains(entry.claim(), entry.contains());
        }
        return entry.matchesOneOf() != null
                ? new MatchesOneOf(entry.claim(), entry.matchesOneOf())
                : new Present(entry.claim(), Objects.requireNonNull(entry.present()));
    }
}
