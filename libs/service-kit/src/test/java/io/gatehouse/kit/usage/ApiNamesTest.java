package io.gatehouse.kit.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiNamesTest {

    @Test
    void a_request_is_billed_by_method_and_path_and_what_stands_for_one_thing_is_a_star() {
        assertThat(ApiNames.of("GET /api/usage")).isEqualTo("GET:/api/usage");
        assertThat(ApiNames.of("POST /api/import/principals"))
                .isEqualTo("POST:/api/import/principals");
        assertThat(ApiNames.of("PUT /api/guardrails/123456789012"))
                .isEqualTo("PUT:/api/guardrails/*");
        assertThat(ApiNames.of("GET /api/x/Some%20Thing/y")).isEqualTo("GET:/api/x/*/y");
    }
}
