package io.gatehouse.standalone;

import io.gatehouse.model.AccountId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * {@code gatehouse status}: each process, whether it is ready, and how far behind it is. Exit 0
 * when all are ready, 1 otherwise.
 */
@Command(
        name = "status",
        description = "Tells what runs, whether it is ready, and how far behind it is.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin private final PlaceOptions place = new PlaceOptions();
    private final Readiness readiness = new Readiness();

    @Override
    public Integer call() throws InterruptedException {
        DataDirectory data = place.data();
        Optional<RunningState> known = RunningState.of(data);
        boolean launched = known.flatMap(state -> state.alive(RunningState.LAUNCHER)).isPresent();
        if (!launched || known.isEmpty()) {
            System.out.printf("not running (data: %s)%n", data.root());
            return 1;
        }
        System.out.printf("%-18s %8s  %-9s  %s%n", "", "pid", "state", "behind");
        line("launcher", known.get(), RunningState.LAUNCHER, true, "");
        boolean allReady = true;
        for (ServicePlan plan : plans(data)) {
            boolean ready = readiness.isReady(plan);
            allReady &= ready;
            line(plan.name(), known.get(), plan.name(), ready, ready ? behind(plan) : "");
        }
        return allReady ? 0 : 1;
    }

    private List<ServicePlan> plans(DataDirectory data) {
        AccountId account =
                Files.exists(data.root().resolve("account-id"))
                        ? data.firstAccount(Optional.empty())
                        : new AccountId("000000000000");
        return new ServicePlans(Installation.named(), data, place.ports(), false).all(account);
    }

    private static void line(
            String title, RunningState state, String name, boolean ready, String behind) {
        Optional<ProcessHandle> process = state.alive(name);
        System.out.printf(
                "%-18s %8s  %-9s  %s%n",
                title,
                process.map(handle -> Long.toString(handle.pid())).orElse("-"),
                process.isEmpty() ? "down" : ready ? "ready" : "not ready",
                behind);
    }

    private String behind(ServicePlan plan) throws InterruptedException {
        return readiness
                .ask(plan.address("/q/metrics"))
                .map(MetricsText::new)
                .map(MetricsText::behind)
                .orElse("");
    }
}
