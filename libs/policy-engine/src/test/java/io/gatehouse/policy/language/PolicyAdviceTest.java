package io.gatehouse.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is legal and probably wrong is told, and what is right is not. */
class PolicyAdviceTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String CASES = "/advice.csv";

    /** One statement of a 2012 policy; what is not in the column is not warned of. */
    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvFileSource(
            resources = CASES,
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = true,
            numLinesToSkip = 1)
    void a_statement_draws_these_warnings_and_no_others(
            String kind, String statement, String checks) {
        String document = "{'Version':'2012-10-17','Statement':{%s}}".formatted(statement);
        assertThat(checks(document, kind(kind))).isEqualTo(listed(checks));
    }

    @Test
    void every_check_has_a_case() throws Exception {
        Set<PolicyCheck> missing = EnumSet.allOf(PolicyCheck.class);
        try (var cases = getClass().getResourceAsStream(CASES)) {
            String text = new String(cases.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            missing.removeIf(check -> text.matches("(?s).*\\b" + check.name() + "\\b.*"));
        }
        assertThat(missing)
                .as("shown by tests of their own below")
                .containsExactlyInAnyOrder(
                        PolicyCheck.MISSING_VERSION,
                        PolicyCheck.VARIABLE_UNSUPPORTED_IN_VERSION,
                        PolicyCheck.REDUNDANT_STATEMENT,
                        PolicyCheck.NOT_WRITABLE);
    }

    @Test
    void a_policy_without_version_has_no_variables() {
        String statement =
                "{'Statement':{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/${aws:username}/k'}}";
        assertThat(checks(statement, PolicyKind.IDENTITY))
                .containsExactlyInAnyOrder("MISSING_VERSION", "VARIABLE_UNSUPPORTED_IN_VERSION");
    }

    @Test
    void the_same_statement_twice_under_two_names_is_redundant() {
        String one = "'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/k'";
        assertThat(
                        checks(
                                "{'Version':'2012-10-17','Statement':[{'Sid':'a',%s},{'Sid':'b',%s}]}"
                                        .formatted(one, one),
                                PolicyKind.IDENTITY))
                .containsExactly("REDUNDANT_STATEMENT");
    }

    @Test
    void what_may_not_be_written_is_a_warning_of_what_is_stored_already() {
        String document =
                "{'Version':'2012-10-17','Statement':{'Effect':'Allow','NotPrincipal':{'AWS':'111111111111'},'Action':'s3:GetObject','Resource':'arn:aws:s3:::b/k'}}";
        assertThat(PolicyParser.parse(json(document), PolicyKind.RESOURCE))
                .isInstanceOf(ParsedPolicy.Invalid.class);
        assertThat(checks(document, PolicyKind.RESOURCE)).containsExactly("NOT_WRITABLE");
    }

    @Test
    void a_warning_says_where_it_is() {
        ParsedPolicy.Valid valid =
                review(
                        """
                        {'Version':'2012-10-17',
                        'Statement':[{'Effect':'Allow',
                         'Action':['s3:Get*',
                          's3:GetObject'],'Resource':'arn:aws:s3:::b/k'}]}\
                        """,
                        PolicyKind.IDENTITY);
        assertThat(valid.warnings())
                .containsExactly(
                        new PolicyWarning(
                                PolicyCheck.REDUNDANT_ACTION,
                                "`s3:GetObject` is in `s3:Get*` already",
                                4,
                                3,
                                "$.Statement[0].Action[1]"));
        assertThat(valid.seriousWarnings()).isEmpty();
    }

    @Test
    void a_date_is_past_only_for_those_who_say_what_time_it_is() {
        String document =
                json(
                        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/k','Condition':{'DateLessThan':{'aws:CurrentTime':'2020-01-01T00:00:00Z'}}}}");
        assertThat(
                        ((ParsedPolicy.Valid) PolicyParser.parse(document, PolicyKind.IDENTITY))
                                .warnings())
                .isEmpty();
        assertThat(checks(document, PolicyKind.IDENTITY)).containsExactly("DATE_PASSED");
    }

    @Test
    void what_is_read_to_be_evaluated_is_not_searched_for_redundancy() {
        String document =
                json(
                        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':['*','s3:GetObject'],'Resource':'*'}}");
        assertThat(
                        ((ParsedPolicy.Valid) PolicyParser.read(document, PolicyKind.IDENTITY))
                                .warnings())
                .isEmpty();
    }

    /** Ten thousand patterns would be fifty million pairs: they are not compared. */
    @Test
    void advice_on_a_hostile_document_is_bounded() {
        String actions =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> "'s3:*a*b*c" + i + "*'")
                        .collect(Collectors.joining(","));
        ParsedPolicy.Valid valid =
                review(
                        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':[%s,%s],'Resource':'arn:aws:s3:::b'}}"
                                .formatted(actions, actions),
                        PolicyKind.IDENTITY);
        assertThat(valid.warnings())
                .hasSize(100)
                .allMatch(w -> w.check() == PolicyCheck.REDUNDANT_ACTION);
    }

    private static Set<String> listed(String checks) {
        List<String> names = new ArrayList<>();
        for (String name : checks.split(" ")) {
            if (!name.equals("-")) {
                names.add(PolicyCheck.valueOf(name).name());
            }
        }
        return new TreeSet<>(names);
    }

    private static Set<String> checks(String document, PolicyKind kind) {
        return review(document, kind).warnings().stream()
                .map(w -> w.check().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ParsedPolicy.Valid review(String document, PolicyKind kind) {
        ParsedPolicy parsed = PolicyParser.review(json(document), kind, NOW);
        assertThat(parsed).isInstanceOf(ParsedPolicy.Valid.class);
        return (ParsedPolicy.Valid) parsed;
    }

    private static PolicyKind kind(String name) {
        return PolicyKind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String json(String document) {
        return document.replace('\'', '"');
    }
}
