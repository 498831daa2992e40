package io.gatehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArnTest {

    @Test
    void the_sixth_part_is_everything_after_the_fifth_colon() {
        Arn arn = Arn.parse("arn:aws:lambda:us-east-1:111111111111:function:f:alias");
        assertThat(arn.service()).isEqualTo("lambda");
        assertThat(arn.account()).isEqualTo("111111111111");
        assertThat(arn.resource()).isEqualTo("function:f:alias");
    }

    @Test
    void printing_and_parsing_give_the_same_arn() {
        String text = "arn:aws:s3:::bucket/a key with : and /";
        assertThat(Arn.parse(text).toString()).isEqualTo(text);
        assertThat(Arn.parse(text)).isEqualTo(Arn.parse(Arn.parse(text).toString()));
    }

    @Test
    void fewer_than_six_parts_are_refused_with_the_text() {
        assertThatThrownBy(() -> Arn.parse("arn:aws:sqs:us-east-1:q"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`arn:aws:sqs:us-east-1:q`");
        assertThat(Arn.isArn("arn:aws:sqs:us-east-1:q")).isFalse();
    }

    @Test
    void another_first_word_is_refused() {
        assertThatThrownBy(() -> Arn.parse("urn:aws:iam::111111111111:user/u"))
                .hasMessageContaining("`arn:`");
        assertThat(Arn.isArn("urn:aws:iam::111111111111:user/u")).isFalse();
    }

    @Test
    void a_part_made_by_hand_holds_no_colon() {
        assertThatThrownBy(() -> new Arn("aws", "iam", "", "1:2", "user/u"))
                .hasMessageContaining("account");
    }

    @Test
    void iam_and_sts_arns_carry_no_region() {
        AccountId account = new AccountId("111111111111");
        assertThat(Arn.iam(account, "user/alice"))
                .hasToString("arn:aws:iam::111111111111:user/alice");
        assertThat(Arn.iam(PolicyOwner.AWS, "policy/P")).hasToString("arn:aws:iam::aws:policy/P");
        assertThat(Arn.sts(account, "assumed-role/r/s"))
                .hasToString("arn:aws:sts::111111111111:assumed-role/r/s");
    }
}
