package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

class UsageTableTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void usage_is_a_table_whose_bars_are_as_long_as_its_numbers() throws Exception {
        String table =
                UsageTable.usage(
                        JSON.readTree(
                                """
                                {"account": "111111111111", "from": "2026-11-01T00:00:00Z",
                                 "to": "2026-11-25T13:00:00Z", "group_by": ["principal", "service"],
                                 "rows": [
                                   {"principal": "AIDA1", "principal_name": "user/alice",
                                    "service": "s3", "count": 1200},
                                   {"principal": "AIDA2", "service": "orders", "count": 600},
                                   {"principal": "111111111111", "principal_name": "root",
                                    "service": "iam", "count": 1}],
                                 "total": 1801, "incomplete_hours": ["2026-11-02T10:00:00Z"]}
                                """));
        assertThat(table.lines())
                .containsExactly(
                        "usage of 111111111111 from 2026-11-01T00:00:00Z to 2026-11-25T13:00:00Z",
                        "",
                        "principal   service   uses",
                        "user/alice  s3       1,200  " + "█".repeat(30),
                        "AIDA2       orders     600  " + "█".repeat(15),
                        "root        iam          1  ▏",
                        "",
                        "1,801 uses",
                        "a node was lost in the hour of 2026-11-02T10:00:00Z: a few uses may be"
                                + " missing");
    }

    @Test
    void a_statement_says_what_each_line_costs_and_all_of_them() throws Exception {
        String text =
                UsageTable.statement(
                        JSON.readTree(
                                """
                                {"account": "111111111111", "month": "2026-11", "currency": "EUR",
                                 "amount": "0.65", "lines": [
                                   {"service": "s3", "action": "GetObject", "count": 1234,
                                    "price": "0.50", "per": 1000, "amount": "0.617"},
                                   {"service": "iam", "action": "GetUser", "count": 9,
                                    "amount": "0"}],
                                 "incomplete_hours": []}
                                """));
        assertThat(text)
                .contains("s3       GetObject  1,234   0.50  1,000   0.617")
                .endsWith("0.65 EUR");
    }
}
