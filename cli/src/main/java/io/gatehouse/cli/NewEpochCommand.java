package io.gatehouse.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * {@code gatehouse new-epoch}: after PostgreSQL was restored from a backup (DESIGN 2, "The account
 * log").
 */
@Command(
        name = "new-epoch",
        description =
                "After a restore from a backup: begins a new epoch and publishes everything again, so that nobody trusts what was lost.",
        mixinStandardHelpOptions = true)
final class NewEpochCommand implements Callable<Integer> {

    @Mixin private final LocalGatehouse place = new LocalGatehouse();

    @Override
    public Integer call() {
        new Republication(place).run(List.of(), true);
        return 0;
    }
}
