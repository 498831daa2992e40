package io.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.Test;

class FormTest {

    private static Buffer form(String text) {
        return Buffer.buffer(text);
    }

    @Test
    void a_parameter_is_found_wherever_it_stands() {
        assertThat(Form.parameter(form("Version=1&Action=GetUser"), "Action")).contains("GetUser");
        assertThat(Form.parameter(form("Action=GetUser&Version=1"), "Action")).contains("GetUser");
    }

    @Test
    void names_and_values_are_decoded() {
        assertThat(Form.parameter(form("%41ction=Get%55ser"), "Action")).contains("GetUser");
    }

    @Test
    void a_parameter_that_is_absent_is_empty() {
        assertThat(Form.parameter(form(""), "Action")).isEmpty();
        assertThat(Form.parameter(form("XAction=GetUser&Action"), "Action")).isEmpty();
    }

    @Test
    void a_parameter_given_twice_is_refused() {
        assertThatThrownBy(() -> Form.parameter(form("Action=GetUser&Action=DeleteUser"), "Action"))
                .hasMessageContaining("twice");
        assertThatThrownBy(
                        () -> Form.parameter(form("Action=GetUser&%41ction=DeleteUser"), "Action"))
                .hasMessageContaining("twice");
    }

    @Test
    void a_broken_escape_is_refused() {
        assertThatThrownBy(() -> Form.parameter(form("Action=%G1"), "Action"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
