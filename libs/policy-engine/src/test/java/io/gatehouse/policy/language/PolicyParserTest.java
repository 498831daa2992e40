package io.gatehouse.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.ErrorCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

/**
 * SEMANTICS 1: what is a policy, and what AWS says when it is not. Single quotes stand for double.
 */
class PolicyParserTest {

    private static final String GOOD =
            "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'}}";

    @Test
    void a_document_is_read_with_its_texts_as_written() {
        PolicyDocument document =
                valid(
                        PolicyKind.RESOURCE,
                        "{'Version':'2012-10-17','Id':'x','Statement':[{'Sid':'One','Effect':'Deny',"
                                + "'NotPrincipal':{'AWS':['111111111111'],'Service':'ec2.amazonaws.com'},"
                                + "'NotAction':['s3:Get*','S3:Put?'],'NotResource':'arn:aws:s3:::b/${aws:username}',"
                                + "'Condition':{'stringequals':{'aws:PrincipalTag/A':['x',1,true]},'Bool':{'aws:SecureTransport':false}}}]}");
        Statement statement = document.statements().getFirst();
        assertThat(document.id()).contains("x");
        assertThat(statement.sid()).contains("One");
        assertThat(statement.effect()).isEqualTo(Effect.DENY);
        assertThat(statement.principal())
                .contains(
                        new PrincipalClause.NotPrincipals(
                                new PrincipalClause.Listed(
                                        List.of(
                                                new PrincipalClause.Name(
                                                        PrincipalClause.Type.AWS, "111111111111"),
                                                new PrincipalClause.Name(
                                                        PrincipalClause.Type.SERVICE,
                                                        "ec2.amazonaws.com")))));
        assertThat(statement.action())
                .isEqualTo(new ActionClause.NotActions(List.of("s3:Get*", "S3:Put?")));
        assertThat(statement.resource())
                .contains(
                        new ResourceClause.NotResources(List.of("arn:aws:s3:::b/${aws:username}")));
        assertThat(statement.conditions())
                .containsExactly(
                        new Condition(
                                "stringequals", "aws:PrincipalTag/A", List.of("x", "1", "true")),
                        new Condition("Bool", "aws:SecureTransport", List.of("false")));
    }

    @Test
    void a_document_without_version_is_of_2008() {
        PolicyDocument document =
                valid(
                        PolicyKind.IDENTITY,
                        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}");
        assertThat(document.declaredVersion()).isEqualTo(Optional.empty());
        assertThat(document.version()).isEqualTo(LanguageVersion.V2008_10_17);
    }

    @Test
    void a_problem_says_where_it_is() {
        PolicyProblem problem =
                problem(
                        PolicyKind.IDENTITY,
                        "{\n  'Version': '2012-10-17',\n  'Statement': [\n    {'Effect': 'Permit', 'Action': '*', 'Resource': '*'}\n  ]\n}");
        assertThat(problem.code()).isEqualTo(ErrorCode.MALFORMED_POLICY_DOCUMENT);
        assertThat(problem.message()).isEqualTo("Syntax errors in policy.");
        assertThat(problem.detail()).isEqualTo("the Effect is `Allow` or `Deny`");
        assertThat(problem.line()).isEqualTo(4);
        assertThat(problem.column()).isEqualTo(16);
        assertThat(problem.path()).isEqualTo("$.Statement[0].Effect");
    }

    @Test
    void all_problems_are_reported_and_the_one_aws_would_answer_with_comes_first() {
        String document =
                "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'nocolon','Resource':'x'},"
                        + "{'Effect':'Allow','Resource':'*'}]}";
        ParsedPolicy.Invalid invalid = invalid(PolicyKind.IDENTITY, document);
        assertThat(invalid.problems())
                .extracting(PolicyProblem::message)
                .containsExactly(
                        "Policy statement must contain actions.",
                        "Resource x must be in ARN format or \"*\".",
                        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Extra':1,'Effect':'Allow','Action':'*','Resource':'*' | Syntax errors in policy.",
                "'Effect':'Allow','Effect':'Deny','Action':'*','Resource':'*' | Syntax errors in policy.",
                "'Effect':'allow','Action':'*','Resource':'*' | The policy failed legacy parsing",
                "'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*' | Syntax errors in policy.",
                "'Effect':'Allow','Action':'*','Resource':'*','NotResource':'*' | Syntax errors in policy.",
                "'Effect':'Allow','Action':[],'Resource':'*' | Policy statement must contain actions.",
                "'Effect':'Allow','Action':'*' | Policy statement must contain resources.",
                "'Effect':'Allow','Action':'*','Resource':[] | Policy statement must contain resources.",
                "'Effect':'Allow','Action':'a:b:c','Resource':'*' | Actions/Condition can contain only one colon.",
                "'Effect':'Allow','Action':'s*:Get','Resource':'*' | Vendor s* is not valid",
                "'Effect':'Allow','Action':'*','Resource':'arn:gcp:s3:::b' | Partition \"\"gcp\"\" is not valid for resource \"\"arn:gcp:s3:::b\"\".",
                "'Effect':'Allow','Action':'*','Resource':'arn:aws:s*:::b' | Resource vendor must be fully qualified and cannot contain regexes.",
                "'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:us-east-1::b' | Resource arn:aws:s3:us-east-1::b can not contain region information.",
                "'Effect':'Allow','Action':'*','Principal':'*','Resource':'*' | Policy document should not specify a principal.",
                "'Effect':'Allow','Action':'*','Resource':'*','Condition':[] | Syntax errors in policy.",
                "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'FooEquals':{'a:b':'c'}} | Syntax errors in policy.",
                "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'ab':'c'}} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'a:b:c':'d'}} | Actions/Condition can contain only one colon.",
                "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'DateEquals':{'aws:CurrentTime':'soon'}} | The policy failed legacy parsing",
                "'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${aws:username' | Syntax errors in policy.",
            })
    void a_managed_policy_is_refused_with_the_words_of_aws(String statement, String message) {
        String document = "{'Version':'2012-10-17','Statement':{%s}}".formatted(statement);
        assertThat(problem(PolicyKind.MANAGED, document).message())
                .isEqualTo(message.replace("\"\"", "\""));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "not json | Syntax errors in policy.",
                "[] | Syntax errors in policy.",
                "{'Version':'2012-10-17'} | Syntax errors in policy.",
                "{'Version':'2012-10-17','Statement':[]} | Syntax errors in policy.",
                "{'Version':'2013-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'*'}} | Syntax errors in policy.",
                "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}} | Policy document must be version 2012-10-17 or greater.",
                "{'Version':'2012-10-17','Id':7,'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}} | Syntax errors in policy.",
                "{'Version':'2012-10-17','Statement':[{'Sid':'a','Effect':'Allow','Action':'*','Resource':'*'},{'Sid':'a','Effect':'Deny','Action':'*','Resource':'*'}]} | Statement IDs (SID) in a single policy must be unique.",
            })
    void a_root_that_is_not_a_policy_is_refused_with_the_words_of_aws(
            String document, String message) {
        assertThat(problem(PolicyKind.MANAGED, document).message()).isEqualTo(message);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Principal':{'AWS':'111111111111'},'Action':'sts:AssumeRole','Resource':'*' | Has prohibited field Resource.",
                "'Action':'sts:AssumeRole' | Missing required field Principal",
                "'NotPrincipal':{'AWS':'111111111111'},'Action':'sts:AssumeRole' | Has prohibited field NotPrincipal.",
                "'Principal':{'AWS':'111111111111'},'Action':'s3:GetObject' | AssumeRole policy may only specify STS AssumeRole actions.",
                "'Principal':{'AWS':'arn:aws:iam::111111111111:user/*'},'Action':'sts:AssumeRole' | Invalid principal in policy: \"\"AWS\"\":\"\"arn:aws:iam::111111111111:user/*\"\"",
                "'Principal':{'AWS':'arn:aws:iam::111111111111:group/g'},'Action':'sts:AssumeRole' | Invalid principal in policy: \"\"AWS\"\":\"\"arn:aws:iam::111111111111:group/g\"\"",
                "'Principal':{'aws':'111111111111'},'Action':'sts:AssumeRole' | Syntax errors in policy.",
            })
    void a_trust_policy_has_rules_of_its_own(String statement, String message) {
        String document =
                "{'Version':'2012-10-17','Statement':{'Effect':'Allow',%s}}".formatted(statement);
        assertThat(problem(PolicyKind.TRUST, document).message())
                .isEqualTo(message.replace("\"\"", "\""));
        assertThat(problem(PolicyKind.TRUST, "{").message())
                .isEqualTo("This policy contains invalid Json");
    }

    @Test
    void resource_control_policies_speak_of_everyone_and_of_2012() {
        String statement = "'Effect':'Deny','Action':'*','Resource':'*'";
        assertThat(
                        PolicyParser.parse(
                                json(
                                        "{'Version':'2012-10-17','Statement':{'Principal':'*',"
                                                + statement
                                                + "}}"),
                                PolicyKind.RESOURCE_CONTROL))
                .isInstanceOf(ParsedPolicy.Valid.class);
        invalid(
                PolicyKind.RESOURCE_CONTROL,
                "{'Version':'2012-10-17','Statement':{'Principal':{'AWS':'111111111111'},"
                        + statement
                        + "}}");
        assertThat(
                        problem(
                                        PolicyKind.RESOURCE_CONTROL,
                                        "{'Statement':{'Principal':'*'," + statement + "}}")
                                .message())
                .isEqualTo("Policy document must be version 2012-10-17 or greater.");
    }

    @Test
    void what_may_not_be_written_but_has_a_meaning_is_read_with_a_warning() {
        String document =
                "{'Version':'2012-10-17','Statement':{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'FooEquals':{'a:b':'c'}}}}";
        invalid(PolicyKind.IDENTITY, document);
        ParsedPolicy read = PolicyParser.read(json(document), PolicyKind.IDENTITY);
        assertThat(read)
                .isInstanceOfSatisfying(
                        ParsedPolicy.Valid.class,
                        valid ->
                                assertThat(valid.warnings())
                                        .extracting(PolicyWarning::text)
                                        .containsExactly("there is no operator `FooEquals`"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'StringEquals':{'aws:TagKeys':'a'} | several values",
                "'ForAllValues:StringEquals':{'aws:TagKeys':'a'} | add Null",
                "'StringEquals':{'s3:prefix':'a*'} | does not take wildcards",
                "'IpAddress':{'aws:SourceIp':'10.0.0.0/33'} | is not an address or CIDR",
                "'NumericEquals':{'s3:max-keys':'ten'} | is not a number",
                "'Bool':{'aws:SecureTransport':'yes'} | is not true or false",
                "'BinaryEquals':{'x:y':'%'} | is not base64",
                "'StringEquals':{'x:y':[]} | no values",
            })
    void what_is_legal_and_probably_wrong_draws_a_warning(String condition, String warning) {
        String document =
                "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{%s}}}"
                        .formatted(condition);
        ParsedPolicy parsed = PolicyParser.parse(json(document), PolicyKind.IDENTITY);
        assertThat(parsed).isInstanceOf(ParsedPolicy.Valid.class);
        assertThat(((ParsedPolicy.Valid) parsed).warnings())
                .anyMatch(w -> w.text().contains(warning));
    }

    @Test
    void a_good_document_draws_no_warning() {
        assertThat(
                        ((ParsedPolicy.Valid) PolicyParser.parse(json(GOOD), PolicyKind.IDENTITY))
                                .warnings())
                .isEmpty();
    }

    @Test
    void characters_beyond_latin_1_and_control_characters_are_refused_where_they_stand() {
        PolicyProblem problem = problem(PolicyKind.IDENTITY, "{\n'Id':'\u4e2d'}");
        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.column()).isEqualTo(7);
        assertThat(problem.detail()).contains("U+4E2D");
        assertThat(problem(PolicyKind.IDENTITY, "{'Id':'\u0007'}").detail()).contains("U+0007");
    }

    @Test
    void deep_nesting_and_great_length_are_refused_without_harm() {
        assertThat(problem(PolicyKind.IDENTITY, "[".repeat(100_000)).message())
                .isEqualTo("Syntax errors in policy.");
        assertThat(problem(PolicyKind.IDENTITY, " ".repeat(PolicyParser.LONGEST + 1)).detail())
                .contains("at most");
        String key = "k".repeat(40_000);
        invalid(
                PolicyKind.IDENTITY,
                "{'" + key + "':[" + "1,".repeat(30_000) + "1],'Statement':[]}");
    }

    @Test
    void the_size_that_quotas_count_leaves_white_space_out() {
        assertThat(PolicySize.of("{ \"a\" :\n\t1 }")).isEqualTo(7);
    }

    private static PolicyDocument valid(PolicyKind kind, String document) {
        ParsedPolicy parsed = PolicyParser.parse(json(document), kind);
        assertThat(parsed).isInstanceOf(ParsedPolicy.Valid.class);
        PolicyDocument read = ((ParsedPolicy.Valid) parsed).document();
        assertThat(PolicyParser.parse(PolicyPrinter.print(read), kind))
                .isInstanceOfSatisfying(
                        ParsedPolicy.Valid.class,
                        again -> assertThat(again.document()).isEqualTo(read));
        return read;
    }

    private static ParsedPolicy.Invalid invalid(PolicyKind kind, String document) {
        ParsedPolicy parsed = PolicyParser.parse(json(document), kind);
        assertThat(parsed).isInstanceOf(ParsedPolicy.Invalid.class);
        return (ParsedPolicy.Invalid) parsed;
    }

    private static PolicyProblem problem(PolicyKind kind, String document) {
        return invalid(kind, document).first();
    }

    private static String json(String document) {
        return document.replace('\'', '"');
    }
}
