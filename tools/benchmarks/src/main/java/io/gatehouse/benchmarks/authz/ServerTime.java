package io.gatehouse.benchmarks.authz;

import io.gatehouse.benchmarks.Effort;
import io.gatehouse.benchmarks.Results;
import io.gatehouse.benchmarks.load.Call;
import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Load;
import io.gatehouse.benchmarks.stack.AuthzProcess;

import java.time.Duration;

/**
 * What an answer costs the server alone: the processor time of its process, with all that it does
 * beside, divided by the answers. Client and broker, which share the processors, are not in it.
 */
final class ServerTime {

    private final Effort effort;
    private final Results results;
    private final AuthzProcess server;

    ServerTime(Effort effort, Results results, AuthzProcess server) {
        this.effort = effort;
        this.results = results;
        this.server = server;
    }

    /**
     * @param decisions in one answer
     */
    void of(String what, Call call, int clients, int decisions) {
        Duration before = server.processorTime();
        Figures figures =
                Load.closed(call, clients, Duration.ZERO, effort.measured().multipliedBy(2));
        double micros = server.processorTime().minus(before).toNanos() / 1e3;
        results.remark(
                "%-24s %8.1f us of the server's processor time for each"
                        .formatted(what, micros / figures.nanos().getTotalCount() / decisions));
    }
}
