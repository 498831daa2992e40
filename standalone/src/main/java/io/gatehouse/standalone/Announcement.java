package io.gatehouse.standalone;

import io.gatehouse.model.AccountId;

import java.io.Console;
import java.time.Duration;

/**
 * What a person reads when everything is ready: addresses, how to call, and, the first time and on
 * a terminal only, the root key.
 */
final class Announcement {

    private final DataDirectory data;
    private final Ports ports;
    private final AccountId account;

    Announcement(DataDirectory data, Ports ports, AccountId account) {
        this.data = data;
        this.ports = ports;
        this.account = account;
    }

    /** The script waits for the line that begins with {@code ready in}. */
    void print(boolean firstStart, Duration took) {
        System.out.printf(
                """

                  AWS API      http://127.0.0.1:%d      (profile gatehouse, region us-east-1)
                  decisions    http://127.0.0.1:%d/v1/check, gRPC 127.0.0.1:%d
                  events       Kafka 127.0.0.1:%d, topic gatehouse.events
                  account      %s
                  data, logs   %s

                  %s aws iam create-user --user-name alice

                """,
                ports.gateway(),
                ports.authz(),
                ports.authzGrpc(),
                ports.kafka(),
                account,
                data.root(),
                new AwsProfile(data).environment());
        if (firstStart) {
            System.out.printf("first start: the root key is in %s%n", data.credentials());
            showKey();
        }
        System.out.printf("ready in %.1f s%n", took.toMillis() / 1000.0);
    }

    @SuppressWarnings("SystemConsoleNull") // null by its signature, and NullAway goes by that
    private void showKey() {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            console.printf("shown this once:%n");
            PrivateFiles.read(data.credentials())
                    .lines()
                    .filter(line -> line.startsWith("aws_"))
                    .forEach(line -> console.printf("  %s%n", line));
        }
    }
}
