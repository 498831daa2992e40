package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.api.ApiReport;
import io.gatehouse.benchmarks.authz.AuthzReport;
import io.gatehouse.benchmarks.authz.JvmReport;
import io.gatehouse.benchmarks.engine.EngineReport;

import org.openjdk.jmh.runner.RunnerException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code gatehouse bench [engine|authz|api|jvm] [--quick] [--only=PART]}: figures as one table, and
 * as JSON in {@code target/bench}. Without a name: engine, authz and api. What needs a Gatehouse
 * starts one of its own and ends it.
 */
public final class Bench {

    private static final String ONLY = "--only=";

    private Bench() {}

    public static void main(String[] arguments) throws IOException, RunnerException {
        List<String> names = new ArrayList<>(Arrays.asList(arguments));
        boolean quick = names.remove("--quick");
        String only =
                names.stream()
                        .filter(name -> name.startsWith(ONLY))
                        .map(name -> name.substring(ONLY.length()))
                        .findFirst()
                        .orElse("");
        names.removeIf(name -> name.startsWith(ONLY));
        Path home = Path.of(System.getProperty("gatehouse.home", ".")).toAbsolutePath();
        boolean isMet = true;
        for (String name : names.isEmpty() ? List.of("engine", "authz", "api") : names) {
            isMet &= run(name, quick, only, home);
        }
        System.out.println(isMet ? "all goals met" : "not all goals met");
        // What clients leave open must not keep this process.
        System.exit(0);
    }

    private static boolean run(String name, boolean quick, String only, Path home)
            throws IOException, RunnerException {
        System.out.printf("%n== bench %s%n", name);
        Effort effort = (quick ? Effort.QUICK : Effort.FULL).only(only);
        return switch (name) {
            case "engine" -> EngineReport.run(quick, home, System.out);
            case "authz" -> AuthzReport.run(effort, home, System.out);
            case "api" -> ApiReport.run(effort, home, System.out);
            case "jvm" -> JvmReport.run(effort, home, System.out);
            default ->
                    throw new IllegalArgumentException(
                            "no benchmark `%s`; there are engine, authz, api, jvm".formatted(name));
        };
    }
}
