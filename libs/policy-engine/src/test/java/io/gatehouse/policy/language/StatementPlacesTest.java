package io.gatehouse.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.language.StatementPlaces.Position;
import io.gatehouse.policy.language.StatementPlaces.Span;

import org.junit.jupiter.api.Test;

class StatementPlacesTest {

    @Test
    void a_single_statement_stands_where_aws_says_it_does() {
        String documented =
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*",\
                "Condition":{"DateGreaterThan":{"aws:CurrentTime":"2015-08-16T12:00:00Z"}}}}\
                """;
        assertThat(StatementPlaces.of(documented))
                .containsExactly(new Span(new Position(1, 38), new Position(1, 167)));
    }

    @Test
    void statements_of_a_list_are_found_line_by_line() {
        String document =
                """
                {"Id": "x", "Statement": [
                  {"Effect": "Allow"},
                  {"Effect": "Deny",
                   "Condition": {"Null": {"a:b": ["true"]}}}
                ], "Version": "2012-10-17"}
                """;
        assertThat(StatementPlaces.of(document))
                .containsExactly(
                        new Span(new Position(2, 4), new Position(2, 22)),
                        new Span(new Position(3, 4), new Position(4, 45)));
    }

    @Test
    void a_text_that_is_no_policy_has_none() {
        assertThat(StatementPlaces.of("[1]")).isEmpty();
        assertThat(StatementPlaces.of("{\"Statement\":")).isEmpty();
    }
}
