package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.benchmarks.Effort;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.api.ApiReport;
import io.gatehouse.benchmarks.authz.AuthzReport;
import io.gatehouse.benchmarks.stack.Stack;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/** The benchmarks work, every answer in them right; what they measure here is nothing. */
class BenchTest {

    @Test
    void every_part_of_the_benchmarks_gets_the_answers_it_expects() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Results results = new Results(new PrintStream(said, true, UTF_8), "");
        try (Stack stack = Stack.start(GatehouseProcess.projectFile(""))) {
            ApiReport.measure(Effort.QUICK, stack, results);
            AuthzReport.measure(Effort.QUICK, stack, results);
        }
        assertThat(results.failures()).as(said.toString(UTF_8)).isEmpty();
    }
}
