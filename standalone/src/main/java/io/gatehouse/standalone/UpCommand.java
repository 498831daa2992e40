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
        data.prepare();
        Optional<LauncherLock> lock = LauncherLock.take(data, LauncherLock.FOR_A_DYING_ONE);
        if (lock.isEmpty()) {
            System.out.println(alreadyRunning(data));
            return 0;
        }
        CountDownLatch ended = new CountDownLatch(1);
        try (LauncherLock _ = lock.get();
                StandaloneGatehouse gatehouse =
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

    private static String alreadyRunning(DataDirectory data) {
        Optional<RunningState> state = RunningState.of(data);
        String who =
                state.flatMap(known -> known.alive(RunningState.LAUNCHER))
                        .map(launcher -> "pid %d, ".formatted(launcher.pid()))
                        .orElse("");
        Ports ports = new Ports(state.map(RunningState::portOffset).orElse(0));
        return "already running (%sgateway http://127.0.0.1:%d); `./gatehouse down` stops it"
                .formatted(who, ports.gateway());
    }

    private static AccountId account(String text) {
        if (!AccountId.isValid(text)) {
            throw new LaunchFailure("an account id is twelve digits, not `%s`".formatted(text));
        }
        return new AccountId(text);
    }
}
