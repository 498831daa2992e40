package io.gatehouse.awsquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.awsquery.AwsQuery.Reading;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;
import software.amazon.awssdk.services.iam.model.Tag;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

class AwsQueryTest {

    private static final String IAM = "&Version=2010-05-08";

    private final AwsQuery query = new AwsQuery();

    private Reading read(String form) {
        return query.read(form.getBytes(StandardCharsets.UTF_8));
    }

    private Refusal refusal(String form) {
        return ((Reading.Refused) read(form)).refusal();
    }

    private CreateUserRequest createUser(String parameters) {
        Reading reading = read("Action=CreateUser" + IAM + parameters);
        assertThat(reading).isInstanceOf(Reading.Accepted.class);
        return (CreateUserRequest) ((Reading.Accepted) reading).request();
    }

    @Test
    void a_form_becomes_the_request_of_the_sdk() {
        CreateUserRequest request =
                createUser(
                        "&UserName=bob%40example&Path=%2Fdev%2F&Tags.member.2.Key=b&Tags.member.2."
                                + "Value=2&Tags.member.1.Key=a+b&Tags.member.1.Value=%C3%A4");
        assertThat(request)
                .isEqualTo(
                        CreateUserRequest.builder()
                                .userName("bob@example")
                                .path("/dev/")
                                .tags(tag("a b", "ä"), tag("b", "2"))
                                .build());
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void indexes_give_the_order_as_numbers_and_may_have_gaps() {
        CreateUserRequest request =
                createUser(
                        "&UserName=bob&Tags.member.10.Key=j&Tags.member.10.Value=&Tags.member.9."
                                + "Key=i&Tags.member.9.Value=");
        assertThat(request.tags()).extracting(Tag::key).containsExactly("i", "j");
    }

    @Test
    void what_the_action_does_not_know_is_ignored() {
        assertThat(createUser("&UserName=bob&Nonsense=1&Signature=x").userName()).isEqualTo("bob");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&UserName=bob&Tags.member.0.Key=a",
                "&UserName=bob&Tags.member.01.Key=a",
                "&UserName=bob&Tags.member.x.Key=a",
                "&UserName=bob&Tags.member.9999999.Key=a",
                "&UserName=bob&Tags.member.-1.Key=a",
                "&UserName=bob&Tags=a",
                "&UserName=bob&Tags.entry.1.Key=a",
                "&UserName=bob&UserName=eve",
                "&UserName.x=bob",
                "&UserName=bob&UserName.member.1=eve",
                "&UserName=%zz",
                "&UserName=%4",
                "&UserName=%ff",
                "&UserName=bob&a..b=1",
                "&UserName=bob&a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r=1"
            })
    void a_malformed_form_is_malformed_input(String parameters) {
        assertThat(refusal("Action=CreateUser" + IAM + parameters).code())
                .isEqualTo(ErrorCode.MALFORMED_INPUT);
    }

    @Test
    void a_number_or_a_truth_that_is_none_is_malformed_input() {
        assertThat(refusal("Action=ListUsers&MaxItems=ten" + IAM).code())
                .isEqualTo(ErrorCode.MALFORMED_INPUT);
        assertThat(
                        refusal(
                                        "Action=CreatePolicyVersion&PolicyArn=arn:aws:iam::aws:policy/a"
                                                + "&PolicyDocument=x&SetAsDefault=yes"
                                                + IAM)
                                .code())
                .isEqualTo(ErrorCode.MALFORMED_INPUT);
    }

    @Test
    void thousands_of_parameters_are_refused() {
        String many = "&x=1".repeat(QueryForm.MOST_PARAMETERS + 1);
        assertThat(refusal("Action=ListUsers" + IAM + many).code())
                .isEqualTo(ErrorCode.MALFORMED_INPUT);
    }

    @Test
    void no_action_is_missing_action() {
        assertThat(refusal("Version=2010-05-08").code()).isEqualTo(ErrorCode.MISSING_ACTION);
        assertThat(refusal("").code()).isEqualTo(ErrorCode.MISSING_ACTION);
    }

    @Test
    void an_unknown_action_or_version_is_invalid_action_in_the_words_of_aws() {
        assertThat(refusal("Action=CreateBucket" + IAM))
                .isEqualTo(
                        new Refusal(
                                ErrorCode.INVALID_ACTION,
                                "Could not find operation CreateBucket for version 2010-05-08"));
        assertThat(refusal("Action=CreateUser&Version=2011-06-15").message())
                .isEqualTo("Could not find operation CreateUser for version 2011-06-15");
        assertThat(refusal("Action=CreateUser").message())
                .isEqualTo("Could not find operation CreateUser for version NO_VERSION_SPECIFIED");
        assertThat(refusal("Action=createuser" + IAM).code()).isEqualTo(ErrorCode.INVALID_ACTION);
    }

    @Test
    void the_vendor_is_in_what_a_token_is_bound_to() {
        assertThat(read("Action=CreateUser&UserName=b" + IAM).boundAction())
                .isEqualTo("iam:CreateUser");
        assertThat(read("Action=GetCallerIdentity&Version=2011-06-15").boundAction())
                .isEqualTo("sts:GetCallerIdentity");
        assertThat(read("Action=Nonsense&Version=2011-06-15").boundAction())
                .isEqualTo("sts:Nonsense");
    }

    @Test
    void the_pattern_of_a_parameter_is_held_in_the_words_of_aws() {
        assertThat(refusal("Action=CreateUser&UserName=a%20b" + IAM))
                .isEqualTo(
                        new Refusal(
                                ErrorCode.VALIDATION_ERROR,
                                "1 validation error detected: Value 'a b' at 'userName' failed to"
                                        + " satisfy constraint: Member must satisfy regular"
                                        + " expression pattern: [\\w+=,.@-]+"));
    }

    @Test
    void lengths_and_ranges_are_held() {
        assertThat(refusal("Action=CreateUser&UserName=" + "a".repeat(65) + IAM).message())
                .endsWith(
                        "at 'userName' failed to satisfy constraint: Member must have length less"
                                + " than or equal to 64");
        assertThat(refusal("Action=ListUsers&MaxItems=1001" + IAM).message())
                .endsWith(
                        "Value '1001' at 'maxItems' failed to satisfy constraint: Member must have"
                                + " value less than or equal to 1000");
        assertThat(refusal("Action=ListUsers&MaxItems=0" + IAM).message())
                .endsWith("Member must have value greater than or equal to 1");
    }

    @Test
    void a_required_parameter_must_be_there() {
        assertThat(refusal("Action=CreateUser" + IAM).message())
                .isEqualTo(
                        "1 validation error detected: Value null at 'userName' failed to satisfy"
                                + " constraint: Member must not be null");
    }

    @Test
    void an_enumeration_is_held_and_every_error_is_counted() {
        assertThat(refusal("Action=UpdateAccessKey&AccessKeyId=x&Status=Broken" + IAM).message())
                .startsWith("2 validation errors detected: ")
                .contains("at 'accessKeyId' failed to satisfy constraint: Member must have length")
                .contains(
                        "; Value 'Broken' at 'status' failed to satisfy constraint: Member must"
                                + " satisfy enum value set: [Active, Inactive");
    }

    @Test
    void members_of_lists_are_named_by_their_place() {
        assertThat(
                        refusal(
                                        "Action=CreateUser&UserName=b&Tags.member.1.Key=a&Tags.member.1"
                                                + ".Value=x&Tags.member.2.Key=%23&Tags.member.2.Value=y"
                                                + IAM)
                                .message())
                .contains("Value '#' at 'tags.2.member.key' failed");
    }

    @Test
    void a_password_is_not_repeated_in_the_message() {
        assertThat(
                        refusal(
                                        "Action=CreateLoginProfile&UserName=b&Password=hunter2%E2%82%AC"
                                                + IAM)
                                .message())
                .contains("Value '***' at 'password'")
                .doesNotContain("hunter2");
    }

    @Test
    void an_action_newer_than_the_model_is_read_without_its_constraints() {
        assertThat(read("Action=ListOrganizationsFeatures" + IAM))
                .isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void dates_have_seconds_and_absent_lists_are_left_out() {
        Operation list = new Operation(AwsApi.IAM, "ListGroups");
        Group group = Group.builder().createDate(Instant.parse("2026-11-23T20:00:00.999Z")).build();
        String xml =
                new String(
                        AwsXml.answer(
                                list, ListGroupsResponse.builder().groups(group).build(), "r"),
                        StandardCharsets.UTF_8);
        assertThat(xml)
                .isEqualTo(
                        "<ListGroupsResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                                + "<ListGroupsResult><Groups><member>"
                                + "<CreateDate>2026-11-23T20:00:00Z</CreateDate></member></Groups>"
                                + "</ListGroupsResult><ResponseMetadata><RequestId>r</RequestId>"
                                + "</ResponseMetadata></ListGroupsResponse>");
        assertThat(
                        new String(
                                AwsXml.answer(list, ListGroupsResponse.builder().build(), "r"),
                                StandardCharsets.UTF_8))
                .doesNotContain("Groups>");
    }
}
