package io.gatehouse.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResourcePatternTest {

    @Test
    void it_covers_what_a_resource_element_would() {
        ResourcePattern orders = ResourcePattern.of("arn:aws:orders:*:111111111111:order/*");
        assertThat(orders.matches("arn:aws:orders:eu-central-1:111111111111:order/7/line/1"))
                .isTrue();
        assertThat(orders.matches("arn:aws:orders:eu-central-1:222222222222:order/7")).isFalse();
        assertThat(orders.matches("arn:aws:orders:eu:x:111111111111:order/7")).isFalse();
        assertThat(orders.matches("order/7")).isFalse();
        assertThat(orders.matches("*")).isFalse();
    }

    @Test
    void what_looks_like_a_variable_is_text() {
        ResourcePattern pattern = ResourcePattern.of("arn:aws:s3:::b/${aws:username}");
        assertThat(pattern.matches("arn:aws:s3:::b/${aws:username}")).isTrue();
        assertThat(pattern.matches("arn:aws:s3:::b/bob")).isFalse();
    }

    @Test
    void fewer_than_six_parts_are_no_pattern() {
        assertThatThrownBy(() -> ResourcePattern.of("arn:aws:s3:*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("arn:aws:s3:*");
    }
}
