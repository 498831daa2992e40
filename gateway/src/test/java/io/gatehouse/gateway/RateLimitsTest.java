package io.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

class RateLimitsTest {

    private final AtomicLong now = new AtomicLong();

    @Test
    void a_bucket_holds_two_seconds_and_then_refuses() {
        RateLimits limits = new RateLimits(5, 0, 0, 0, now::get);
        for (int i = 0; i < 10; i++) {
            assertThat(limits.admitsAddress("a")).isTrue();
        }
        assertThat(limits.admitsAddress("a")).isFalse();
        assertThat(limits.admitsAddress("b")).as("another address has its own bucket").isTrue();
    }

    @Test
    void a_bucket_fills_again_with_time() {
        RateLimits limits = new RateLimits(5, 0, 0, 0, now::get);
        for (int i = 0; i < 10; i++) {
            limits.admitsAddress("a");
        }
        now.addAndGet(200_000_000L);
        assertThat(limits.admitsAddress("a")).isTrue();
        assertThat(limits.admitsAddress("a")).isFalse();
    }

    @Test
    void principals_of_one_account_share_the_accounts_bucket() {
        RateLimits limits = new RateLimits(0, 0, 100, 1, now::get);
        assertThat(limits.admitsCaller("arn:1", "A")).isTrue();
        assertThat(limits.admitsCaller("arn:2", "A")).isTrue();
        assertThat(limits.admitsCaller("arn:3", "A")).isFalse();
        assertThat(limits.admitsCaller("arn:3", "B")).isTrue();
    }

    @Test
    void requests_that_nobody_signs_have_a_bucket_of_their_own() {
        RateLimits limits = new RateLimits(100, 1, 0, 0, now::get);
        assertThat(limits.admitsUnsigned("a")).isTrue();
        assertThat(limits.admitsUnsigned("a")).isTrue();
        assertThat(limits.admitsUnsigned("a")).isFalse();
        assertThat(limits.admitsAddress("a")).isTrue();
    }

    @Test
    void a_rate_of_zero_is_no_limit() {
        RateLimits limits = new RateLimits(0, 0, 0, 0, now::get);
        for (int i = 0; i < 10_000; i++) {
            assertThat(limits.admitsAddress("a")).isTrue();
        }
    }
}
