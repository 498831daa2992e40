package io.gatehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

class ValuesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "11111111111", "1111111111111", "11111111111a", "١١١١١١١١١١١١"})
    void an_account_id_is_twelve_ascii_digits(String text) {
        assertThatThrownBy(() -> new AccountId(text)).hasMessageContaining("twelve digits");
    }

    @Test
    void leading_zeros_of_an_account_count() {
        assertThat(new AccountId("000000000001").digits()).isEqualTo("000000000001");
    }

    @Test
    void a_policy_owner_is_an_account_or_aws() {
        assertThat(PolicyOwner.parse("aws")).isEqualTo(PolicyOwner.AWS);
        assertThat(PolicyOwner.parse("111111111111")).isEqualTo(new AccountId("111111111111"));
        assertThatThrownBy(() -> PolicyOwner.parse("azure"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void actions_compare_without_regard_to_case() {
        assertThat(ActionName.parse("s3:GetObject")).isEqualTo(ActionName.parse("S3:getobject"));
        assertThat(ActionName.parse("s3:GetObject"))
                .hasSameHashCodeAs(ActionName.parse("S3:getobject"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3", ":GetObject", "s3:"})
    void an_action_has_a_vendor_and_a_name(String text) {
        assertThatThrownBy(() -> ActionName.parse(text)).hasMessageContaining("`" + text + "`");
    }

    @Test
    void new_ids_start_with_the_letters_of_their_kind_and_have_its_length() {
        Random chance = new Random(42);
        assertThat(IdKind.values())
                .allSatisfy(kind -> {
                    UniqueId id = UniqueId.random(kind, chance);
                    assertThat(id.is(kind)).isTrue();
                    assertThat(id.text()).hasSize(kind.length()).startsWith(kind.prefix());
                });
    }

    @Test
    void kinds_are_told_apart_by_their_letters() {
        assertThat(Arrays.stream(IdKind.values()).map(IdKind::prefix).distinct())
                .hasSize(IdKind.values().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AIDA", "AIDAabcdefghijklmnopq", "AIDA-BCDEFGHIJKLMNOP"})
    void malformed_ids_are_refused(String text) {
        assertThatThrownBy(() -> new UniqueId(text)).hasMessageContaining("`" + text + "`");
    }

    @Test
    void every_error_code_has_a_status_and_its_own_text() {
        assertThat(ErrorCode.values())
                .allSatisfy(code -> {
                    assertThat(code.httpStatus()).isBetween(400, 503);
                    assertThat(code.grpcStatus()).isBetween(1, 16);
                    assertThat(code.isSender()).isEqualTo(code.httpStatus() < 500);
                });
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::awsCode))
                .doesNotHaveDuplicates();
    }

    @Test
    void an_error_that_is_worth_a_retry_says_so() {
        assertThat(ErrorCode.THROTTLING.retryable()).isTrue();
        assertThat(ErrorCode.SERVICE_UNAVAILABLE.retryable()).isTrue();
        assertThat(ErrorCode.ACCESS_DENIED.retryable()).isFalse();
    }

    @Test
    void a_log_name_reads_back() {
        assertThat(LogName.parse(LogName.POLICY.wire())).isEqualTo(LogName.POLICY);
        assertThatThrownBy(() -> LogName.parse("authz")).hasMessageContaining("`authz`");
    }
}
