package io.gatehouse.e2e;

import java.util.ArrayList;
import java.util.List;

/** The {@code aws} program, where it is installed, with the profile that {@code up} writes. */
final class AwsCommandLine {

    private final GatehouseProcess gatehouse;

    AwsCommandLine(GatehouseProcess gatehouse) {
        this.gatehouse = gatehouse;
    }

    static boolean isInstalled() {
        return GatehouseProcess.run(new ProcessBuilder("sh", "-c", "aws --version")).status() == 0;
    }

    GatehouseProcess.Said run(String... arguments) {
        List<String> words = new ArrayList<>(List.of("aws"));
        words.addAll(List.of(arguments));
        return GatehouseProcess.run(gatehouse.withProfile(words.toArray(String[]::new)));
    }
}
