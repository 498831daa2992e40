package io.gatehouse.authz.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

class TemplateTest {

    private static final Template USER = Template.parse("arn:aws:iam::{account}:user/{id}");

    private static String fill(Template template, Map<String, String> values) {
        return template.fill(place -> Optional.ofNullable(values.get(place)));
    }

    private static Optional<String> unfill(Template template, String text) {
        return template.unfill(
                text,
                "id",
                place -> place.equals("account") ? Optional.of("123456789012") : Optional.empty());
    }

    @Test
    void places_are_filled_and_read_back() {
        String arn = fill(USER, Map.of("account", "123456789012", "id", "team/bob"));
        assertThat(arn).isEqualTo("arn:aws:iam::123456789012:user/team/bob");
        assertThat(unfill(USER, arn)).contains("team/bob");
        assertThat(unfill(USER, "arn:aws:iam::123456789012:role/bob")).isEmpty();
        assertThat(unfill(USER, "arn:aws:iam::999999999999:user/bob")).isEmpty();
        assertThat(unfill(USER, "arn:aws:iam::123456789012:user/")).isEmpty();
    }

    @Test
    void a_value_may_hold_colons_only_behind_the_fifth() {
        assertThat(fill(USER, Map.of("account", "1", "id", "a:b"))).endsWith("user/a:b");
        assertThatThrownBy(() -> fill(USER, Map.of("account", "1:user/root", "id", "x")))
                .hasMessageContaining("holds a colon");
        assertThat(fill(Template.parse("{id}"), Map.of("id", "arn:aws:iam::1:user/b")))
                .isEqualTo("arn:aws:iam::1:user/b");
    }

    @Test
    void a_missing_value_is_said() {
        assertThatThrownBy(() -> fill(USER, Map.of("id", "bob")))
                .hasMessageContaining("there is no `account`");
        assertThatThrownBy(() -> fill(USER, Map.of("account", "1", "id", "")))
                .hasMessageContaining("there is no `id`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "a{}b", "a}b", "{a", "a{b}c}"})
    void braces_that_do_not_pair_are_refused(String text) {
        assertThatThrownBy(() -> Template.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_value_is_never_a_template() {
        assertThat(fill(USER, Map.of("account", "1", "id", "{account}")))
                .isEqualTo("arn:aws:iam::1:user/{account}");
    }
}
