package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.engine.EngineReport;

import org.openjdk.jmh.runner.RunnerException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code gatehouse bench engine [--quick]}: G1 to G3 of the performance goals, G6, and of G8 what
 * concerns the snapshot file, as one table and as JSON in {@code target/bench}.
 */
public final class EngineBench {

    private EngineBench() {}

    public static void main(String[] arguments) throws IOException, RunnerException {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        Path home = Path.of(System.getProperty("gatehouse.home", ".")).toAbsolutePath();
        boolean met = EngineReport.run(quick, home, System.out);
        System.out.println(met ? "all goals met" : "not all goals met");
    }
}
