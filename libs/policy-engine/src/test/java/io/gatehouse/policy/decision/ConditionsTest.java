package io.gatehouse.policy.decision;

import static io.gatehouse.policy.decision.Given.SESSION;
import static io.gatehouse.policy.decision.Given.alice;
import static io.gatehouse.policy.decision.Given.allow;
import static io.gatehouse.policy.decision.Given.caller;
import static io.gatehouse.policy.decision.Given.deny;
import static io.gatehouse.policy.decision.Given.when;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEMANTICS 4 and 12.C: the table of condition evaluation, each operator, each odd value. */
class ConditionsTest {

    private static final String ALL = allow("*", "*");

    /** The values are separated by semicolons; - is an absent key, [] an empty list. */
    @ParameterizedTest(name = "{0}: {1} against {2} -> Allow {3}, Deny {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // operator | policy values | request values | Allow | Deny after Allow *
                "StringEquals|a|a|A|E",
                "StringEquals|a|b|I|A",
                "StringEquals|a*|abc|I|A",
                "StringEquals|a|-|I|A",
                "StringEquals|a;b|b|A|E",
                "StringEquals|a|a;b|I|E",
                "StringEquals|a|[]|I|A",
                "StringNotEquals|a|b|A|E",
                "StringNotEquals|a;b|a|I|A",
                "StringNotEquals|a|-|A|E",
                "StringNotEquals|a|a;b|I|E",
                "StringEqualsIgnoreCase|ALICE|alice|A|E",
                "StringNotEqualsIgnoreCase|ALICE|alice|I|A",
                "StringLike|a*c|abc|A|E",
                "StringLike|a?c|ac|I|A",
                "StringNotLike|a*|abc|I|A",
                "StringEqualsIfExists|a|-|A|E",
                "StringEqualsIfExists|a|b|I|A",
                "StringNotEqualsIfExists|a|-|A|E",
                "ForAllValues:StringEquals|a|-|A|E",
                "ForAllValues:StringEquals|a|[]|A|E",
                "ForAllValues:StringEquals|a;b|a;b|A|E",
                "ForAllValues:StringEquals|a|a;b|I|A",
                "ForAllValues:StringNotEquals|a|a;b|I|A",
                "ForAllValues:StringNotEquals|a|b;c|A|E",
                "ForAnyValue:StringEquals|a|-|I|A",
                "ForAnyValue:StringEqualsIfExists|a|-|I|A",
                "ForAnyValue:StringEquals|a|a;b|A|E",
                "ForAnyValue:StringNotEquals|a|a;b|A|E",
                "ForAnyValue:StringNotEquals|a|a|I|A",
                "ForAnyValue:StringNotEquals|a|-|I|A",
                "NumericEquals|10|10.0|A|E",
                "NumericEquals|1e1|10|A|E",
                "NumericEquals|9007199254740993|9007199254740992|I|A",
                "NumericNotEquals|10|11|A|E",
                "NumericNotEquals|10|ten|I|E",
                "NumericNotEquals|ten|10|I|E",
                "NumericLessThan|20|12abc|I|A",
                "NumericLessThan|20|19.99|A|E",
                "NumericLessThan|20|20|I|A",
                "NumericLessThanEquals|20|20|A|E",
                "NumericGreaterThan|-1|0|A|E",
                "NumericGreaterThanEquals|20|19|I|A",
                "DateEquals|2020-01-01|2020-01-01T00:00:00Z|A|E",
                "DateEquals|2020-01-01T01:00:00+01:00|1577836800|A|E",
                "DateNotEquals|2020-01-01|2020-01-02|A|E",
                "DateNotEquals|2020-01-01|soon|I|E",
                "DateLessThan|2020-01-01|2019-12-31T23:59:59.999Z|A|E",
                "DateLessThanEquals|2020|2020-01-01|A|E",
                "DateGreaterThan|2020-01-01T00:00:00Z|1700000000|A|E",
                "DateGreaterThanEquals|2020-01-01|2019|I|A",
                "Bool|true|TRUE|A|E",
                "Bool|true|false|I|A",
                "Bool|true|-|I|A",
                "BoolIfExists|false|-|A|E",
                "BinaryEquals|aGVsbG8=|aGVsbG8=|A|E",
                "BinaryEquals|aGVsbG8=|aGVsbG9v|I|A",
                "IpAddress|2001:DB8::1|2001:0db8:0:0:0:0:0:1|A|E",
                "IpAddress|10.0.0.0/8|11.0.0.1|I|A",
                "NotIpAddress|10.0.0.0/8|10.1.1.1|I|A",
                "NotIpAddress|10.0.0.0/8|-|A|E",
                "NotIpAddress|10.0.0.0/8|2001:db8::1|A|E",
                "NotIpAddress|10.0.0.0/8|nonsense|I|E",
                "ArnLike|arn:aws:x:*:1:finance/*|arn:aws:x:us-east-2:B:store/abc:1:finance/d|I|A",
                "StringLike|arn:aws:x:*:1:finance/*|arn:aws:x:us-east-2:B:store/abc:1:finance/d|A|E",
                "ArnEquals|arn:aws:s3:::b/*|arn:aws:s3:::b/k|A|E",
                "ArnEquals|arn:aws:s3:::b|notanarn|I|A",
                "ArnNotEquals|arn:aws:s3:::b|arn:aws:s3:::b|I|A",
                "ArnNotLike|arn:aws:s3:::b|notanarn|A|E",
                "Null|true|-|A|E",
                "Null|false|-|I|A",
                "Null|false|x|A|E",
                "Null|true|x|I|A",
                "Null|true;false|x|A|E",
                "FooEquals|a|a|I|E",
                "NullIfExists|true|-|I|E",
            })
    void an_operator(String operator, String policy, String given, String asAllow, String asDeny) {
        String values = "'" + policy.replace(";", "','") + "'";
        String condition = "'%s':{'x:k':[%s]}".formatted(operator, values);
        assertThat(keyed(alice().identity(when(ALL, condition)), given).outcome())
                .as("Allow")
                .isEqualTo(asAllow);
        assertThat(keyed(alice().identity(ALL, when(deny("*", "*"), condition)), given).outcome())
                .as("Deny")
                .isEqualTo(asDeny);
    }

    private static Given keyed(Given given, String values) {
        if (values == null) {
            return given;
        }
        return values.equals("[]") ? given.with("X:K") : given.with("X:K", values.split(";", -1));
    }

    @Test
    void for_all_values_holds_for_a_single_empty_text_and_null_sees_none() {
        assertThat(
                        alice().identity(
                                        when(
                                                ALL,
                                                "'ForAllValues:StringEquals':{'aws:TagKeys':'a'}"))
                                .with("aws:TagKeys", "")
                                .outcome())
                .isEqualTo("A");
        assertThat(
                        alice().identity(when(ALL, "'Null':{'aws:TagKeys':'true'}"))
                                .with("aws:TagKeys", "")
                                .outcome())
                .isEqualTo("A");
    }

    @Test
    void operators_and_keys_are_joined_by_and_values_by_or() {
        String both = when(ALL, "'StringEquals':{'x:a':'1','x:b':'2'},'Bool':{'x:c':'true'}");
        assertThat(
                        alice().identity(both)
                                .with("x:a", "1")
                                .with("x:b", "2")
                                .with("x:c", "true")
                                .outcome())
                .isEqualTo("A");
        assertThat(alice().identity(both).with("x:a", "1").with("x:b", "2").outcome())
                .isEqualTo("I");
    }

    @Test
    void names_of_keys_and_operators_ignore_case_tag_keys_included() {
        assertThat(
                        alice().identity(
                                        when(
                                                ALL,
                                                "'stringequals':{'AWS:UserName':'alice','aws:PrincipalTag/TEAM':'red'}"))
                                .with("aws:principaltag/team", "red")
                                .outcome())
                .isEqualTo("A");
    }

    @Test
    void the_principal_arn_of_a_session_is_the_arn_of_its_role() {
        String deny =
                when(
                        deny("*", "*"),
                        "'ArnNotEquals':{'aws:PrincipalArn':'arn:aws:sts::111111111111:assumed-role/r/sess'}");
        assertThat(caller(SESSION).identity(ALL, deny).outcome()).isEqualTo("E");
    }

    @Test
    void a_session_without_issue_time_is_taken_for_revoked_a_user_is_not() {
        String revoked =
                when(
                        deny("*", "*"),
                        "'DateLessThan':{'aws:TokenIssueTime':'2026-01-01T00:00:00Z'}");
        assertThat(caller(SESSION).identity(ALL, revoked).outcome()).isEqualTo("E");
        assertThat(alice().identity(ALL, revoked).outcome()).isEqualTo("A");
        assertThat(
                        caller(SESSION)
                                .identity(ALL, revoked)
                                .with("aws:TokenIssueTime", "2026-02-01T00:00:00Z")
                                .outcome())
                .isEqualTo("A");
    }

    @Test
    void missing_keys_are_named_once_sorted_and_only_if_looked_for() {
        Verdict verdict =
                alice().identity(
                                when(
                                        ALL,
                                        "'StringEquals':{'x:b':'1','x:a':'1'},'Null':{'x:c':'true'},'BoolIfExists':{'x:d':'true'}"),
                                when(allow("s3:*", "*"), "'StringEquals':{'X:B':'1'}"),
                                when(allow("ec2:*", "*"), "'StringEquals':{'x:other':'1'}"))
                        .verdict();
        assertThat(verdict.missingContextKeys()).containsExactly("X:B", "x:a");
    }

    @Test
    void what_fails_closed_says_so() {
        assertThat(
                        alice().identity(ALL, when(deny("*", "*"), "'FooEquals':{'x:a':'1'}"))
                                .verdict()
                                .warnings())
                .containsExactly(
                        "the operator `FooEquals` is not known: its Deny applies, its Allow does not");
    }

    @Test
    void ten_thousand_values_are_looked_up() {
        StringBuilder values = new StringBuilder("'v0'");
        for (int i = 1; i < 10_000; i++) {
            values.append(",'v").append(i).append('\'');
        }
        String condition = "'StringEquals':{'x:k':[" + values + "]}";
        assertThat(alice().identity(when(ALL, condition)).with("x:k", "v9999").outcome())
                .isEqualTo("A");
        assertThat(alice().identity(when(ALL, condition)).with("x:k", "w").outcome())
                .isEqualTo("I");
    }
}
