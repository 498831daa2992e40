package io.gatehouse.policyservice.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyArnTest {

    @Test
    void an_arn_is_owner_path_and_name() {
        assertThat(PolicyArn.parse("arn:aws:iam::111111111111:policy/a/b/Name"))
                .contains(
                        new PolicyArn(
                                new AccountId("111111111111"),
                                new PolicyPath("/a/b/"),
                                new PolicyName("Name")));
        assertThat(PolicyArn.parse("arn:aws:iam::aws:policy/ReadOnlyAccess"))
                .contains(
                        new PolicyArn(
                                PolicyOwner.AWS,
                                PolicyPath.ROOT,
                                new PolicyName("ReadOnlyAccess")));
    }

    @Test
    void an_arn_is_written_as_it_was_read() {
        String text = "arn:aws:iam::aws:policy/aws-service-role/X";
        assertThat(PolicyArn.parse(text).map(PolicyArn::toString)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ReadOnlyAccess",
                "arn:aws:iam::111111111111:policy",
                "arn:aws:iam::111111111111:policy/",
                "arn:aws:iam::111111111111:user/alice",
                "arn:aws:iam:us-east-1:111111111111:policy/x",
                "arn:aws:iam::1111:policy/x",
                "arn:aws:s3::111111111111:policy/x",
                "arn:aws:iam::111111111111:policy/a b"
            })
    void anything_else_is_not_the_arn_of_a_policy(String text) {
        assertThat(PolicyArn.parse(text)).isEmpty();
    }
}
