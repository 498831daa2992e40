package io.gatehouse.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code gatehouse republish}: fills Kafka again from PostgreSQL, for all accounts or some. */
@Command(
        name = "republish",
        description =
                "Publishes the present state of accounts again, such as into an emptied Kafka.",
        mixinStandardHelpOptions = true)
final class RepublishCommand implements Callable<Integer> {

    @Mixin private final LocalGatehouse place = new LocalGatehouse();

    @Parameters(paramLabel = "ACCOUNT", description = "Twelve digits, or aws (default: all).")
    private List<String> accounts = new ArrayList<>();

    @Override
    public Integer call() {
        new Republication(place).run(accounts, false);
        return 0;
    }
}
