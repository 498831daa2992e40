package io.gatehouse.e2e;

import software.amazon.awssdk.services.sts.model.Credentials;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /** With temporary credentials, and nothing of the profile but where Gatehouse is. */
    GatehouseProcess.Said runAs(Credentials who, String... arguments) {
        List<String> words = new ArrayList<>(List.of("aws"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().remove("AWS_PROFILE");
        builder.environment()
                .putAll(
                        Map.of(
                                "AWS_ENDPOINT_URL", gatehouse.gateway(),
                                "AWS_REGION", "us-east-1",
                                "AWS_DEFAULT_REGION", "us-east-1",
                                "AWS_PAGER", "",
                                "AWS_ACCESS_KEY_ID", who.accessKeyId(),
                                "AWS_SECRET_ACCESS_KEY", who.secretAccessKey(),
                                "AWS_SESSION_TOKEN", who.sessionToken()));
        return GatehouseProcess.run(builder);
    }
}
