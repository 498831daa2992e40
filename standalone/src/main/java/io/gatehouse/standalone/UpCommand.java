package io.gatehouse.standalone;

import io.gatehouse.model.AccountId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * {@code gatehouse up}: starts everything and stays until it is told to end; the script puts it
 * into the background for {@code --detach}.
 */
@Command(
        name = "up",
        description = "Starts PostgreSQL, Kafka and the services, and waits until they are ready.",
        footer = "With --detach it returns to the shell when everything is ready.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin private final PlaceOptions place = new PlaceOptions();

    @Option(
            names = "--account-id",
            paramLabel = "ID",
            description =
                    "Twelve digits of the first account (default: made up at the first start).")
    private @Nullable String accountId;

    @Override
    public Integer call() throws InterruptedException {
        DataDirectory data = place.data();
        Optional<AccountId> wished = Optional.ofNullable(accountId).map(UpCommand::account);
        Optional<RunningState> running =
                RunningState.of(data)
                        .filter(state -> state.alive(RunningState.LAUNCHER).isPresent());
        if (running.isPresent()) {
            System.out.printf(
                    "already running (pid %d, gateway http://127.0.0.1:%d); `./gatehouse down` stops it%n",
                    running.get().alive(RunningState.LAUNCHER).orElseThrow().pid(),
                    new Ports(running.get().portOffset()).gateway());
            return 0;
        }
        CountDownLatch ended = new CountDownLatch(1);
        try (StandaloneGatehouse gatehouse =
                new StandaloneGatehouse(Installation.named(), data, place.ports(), false)) {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        gatehouse.stop();
                                        ended.countDown();
                                    },
                                    "shutdown"));
            gatehouse.start(wished);
            ended.await();
        }
        return 0;
    }

    private static AccountId account(String text) {
        if (!AccountId.isValid(text)) {
            throw new LaunchFailure("an account id is twelve digits, not `%s`".formatted(text));
        }
        return new AccountId(text);
    }
}
