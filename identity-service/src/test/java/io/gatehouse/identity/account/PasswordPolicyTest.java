package io.gatehouse.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;

class PasswordPolicyTest {

    private static final PasswordPolicy STRICT =
            new PasswordPolicy(
                    10, true, true, true, true, true, Optional.of(90), Optional.of(5), false);

    @Test
    void a_password_that_has_everything_is_good() {
        assertThat(STRICT.complaints("Abcdefgh1!")).isEmpty();
    }

    @Test
    void everything_that_is_missing_is_told() {
        assertThat(STRICT.complaints("")).hasSize(5);
        assertThat(STRICT.complaints("abcdefgh1!"))
                .containsExactly("Password should have at least one uppercase letter");
        assertThat(STRICT.complaints("Abcdef1!"))
                .containsExactly("Password should have a minimum length of 10");
    }

    /** AWS's symbols are a closed list: a blank is none. */
    @Test
    void a_blank_is_no_symbol() {
        assertThat(STRICT.complaints("Abcdefgh1 "))
                .containsExactly("Password should have at least one symbol");
    }

    @Test
    void an_account_without_a_policy_asks_for_three_kinds_of_characters() {
        assertThat(PasswordPolicy.standardComplaints("Abcdefg1", "bob")).isEmpty();
        assertThat(PasswordPolicy.standardComplaints("abcdefg1", "bob")).hasSize(1);
        assertThat(PasswordPolicy.standardComplaints("Abc1", "bob")).hasSize(1);
        assertThat(PasswordPolicy.standardComplaints("Bob-Miller", "bob-miller")).hasSize(1);
    }

    @Test
    void a_password_expires_after_its_greatest_age() {
        Instant changed = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(STRICT.expiry(changed)).hasValue(Instant.parse("2026-04-01T00:00:00Z"));
    }
}
