package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.api.ApiReport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code gatehouse bench api [--quick]}: the AWS API beside an empty action, and G9, as one table
 * and as JSON in {@code target/bench}. Starts a Gatehouse of its own and ends it.
 */
public final class ApiBench {

    private ApiBench() {}

    public static void main(String[] arguments) throws IOException {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        Path home = Path.of(System.getProperty("gatehouse.home", ".")).toAbsolutePath();
        boolean met = ApiReport.run(quick, home, System.out);
        System.out.println(met ? "all goals met" : "not all goals met");
        // What clients leave open must not keep this process.
        System.exit(0);
    }
}
