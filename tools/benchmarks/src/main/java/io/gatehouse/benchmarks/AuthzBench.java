package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.authz.AuthzReport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code gatehouse bench authz [--quick]}: G4, G5, G7, G8 (catch-up) and G10 over the network, as
 * one table and as JSON in {@code target/bench}. Starts a Gatehouse of its own and ends it.
 */
public final class AuthzBench {

    private AuthzBench() {}

    public static void main(String[] arguments) throws IOException {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        Path home = Path.of(System.getProperty("gatehouse.home", ".")).toAbsolutePath();
        boolean met = AuthzReport.run(quick, home, System.out);
        System.out.println(met ? "all goals met" : "not all goals met");
        // What clients leave open must not keep this process.
        System.exit(0);
    }
}
