package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.iam.IamClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What an operator does when something was lost: Kafka, or the last hours of PostgreSQL. */
class OperatorTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int OFFSET = 23_500;
    private static final String ACTION = "orders:Read";

    @Test
    void what_was_lost_comes_back_and_what_was_revoked_stays_revoked() throws IOException {
        Path data = RunningGatehouse.freshDirectory();
        try (GatehouseProcess gatehouse = GatehouseProcess.up(data, OFFSET)) {
            String ann = userWhoMay(gatehouse, "ann");
            String ben = userWhoMay(gatehouse, "ben");
            awaitAllowed(gatehouse, ann, true);
            gatehouse.down();
            Path backup = data.resolve("backup");
            copy(data.resolve("postgres"), backup);

            // Kafka lost: nobody is allowed anything that nobody says, until it is filled again.
            delete(data.resolve("kafka"));
            gatehouse.upAgain();
            assertThat(gatehouse.run("republish").status()).isZero();
            awaitAllowed(gatehouse, ann, true);

            // Written after the backup, and lost with it.
            revoke(gatehouse, "ann");
            awaitAllowed(gatehouse, ann, false);
            gatehouse.down();
            delete(data.resolve("postgres"));
            copy(backup, data.resolve("postgres"));
            gatehouse.upAgain();
            assertThat(gatehouse.run("new-epoch").status()).isZero();
            awaitAllowed(gatehouse, ann, true);

            // The restored log uses numbers again that consumers have seen: they must not matter.
            revoke(gatehouse, "ben");
            awaitAllowed(gatehouse, ben, false);
            awaitAllowed(gatehouse, ann, true);
        }
    }

    private static String userWhoMay(GatehouseProcess gatehouse, String name) {
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            String arn = iam.createUser(r -> r.userName(name)).user().arn();
            iam.putUserPolicy(r ->
                    r.userName(name)
                            .policyName("orders")
                            .policyDocument(
                                    """
                                    {"Version": "2012-10-17", "Statement": [
                                      {"Effect": "Allow", "Action": "%s", "Resource": "*"}]}
                                    """
                                            .formatted(ACTION)));
            return arn;
        }
    }

    private static void revoke(GatehouseProcess gatehouse, String name) {
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            iam.deleteUserPolicy(r -> r.userName(name).policyName("orders"));
        }
    }

    private static void awaitAllowed(GatehouseProcess gatehouse, String arn, boolean expected) {
        try (DecisionClient decisions = new DecisionClient(gatehouse)) {
            Eventually.within(
                    SOON,
                    "%s is %s".formatted(arn, expected ? "allowed" : "denied"),
                    () -> decisions.isAllowed(arn, ACTION, "*") == expected);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path source : files(from)) {
            Path target = to.resolve(from.relativize(source).toString());
            Files.copy(source, target);
            Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(source));
        }
    }

    private static void delete(Path directory) throws IOException {
        for (Path path : files(directory).reversed()) {
            Files.delete(path);
        }
    }

    /** A directory and all below it, parents first. */
    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
