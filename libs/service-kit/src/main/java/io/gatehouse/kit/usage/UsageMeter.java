package io.gatehouse.kit.usage;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.service.ThisService;
import io.gatehouse.metering.UsageCounters;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Counts for this process, from its start to its end; what was counted is published by a thread of
 * its own. Counting comes before answering, so nothing that was answered is missing. Safe for all
 * threads.
 */
@ApplicationScoped
public class UsageMeter implements CallCount {

    private static final Logger LOG = Logger.getLogger(UsageMeter.class);

    private final boolean isEnabled;
    private final UsageCounters counters;
    private final UsagePublishing publishing;
    private final InstantSource clock = InstantSource.system();

    UsageMeter(UsageSettings settings, ThisService self, KafkaUsageSink sink) {
        this.isEnabled = settings.enabled();
        this.counters =
                UsageCounters.open(
                        directory(settings, self.name()),
                        self.name().wire(),
                        new UsageCounters.Limits(
                                UsageCounters.Limits.DEFAULT.slots(),
                                UsageCounters.Limits.DEFAULT.mostSlots(),
                                settings.grace()),
                        clock);
        this.publishing = new UsagePublishing(counters, sink, settings.interval());
    }

    /**
     * Counts one, unless {@code gatehouse.usage.enabled} is false.
     *
     * @param account who is billed
     * @param principal unique id
     * @param service vendor of the action
     * @param second since the epoch
     */
    public void count(
            String account, String principal, String service, String action, long second) {
        if (isEnabled) {
            counters.count(account, principal, service, action, second);
        }
    }

    /** A JSON request is billed by method and path, as a use of {@code gatehouse}. */
    @Override
    public void count(Call call, String action) {
        int colon = action.indexOf(':');
        boolean isAws = colon > 0 && action.indexOf('/') < 0;
        count(
                call.account().digits(),
                call.caller().principalId(),
                isAws ? action.substring(0, colon) : "gatehouse",
                isAws ? action.substring(colon + 1) : ApiNames.of(action),
                clock.instant().getEpochSecond());
    }

    /** What was counted and not yet published goes now; for tests, which do not wait. */
    public void publishNow() {
        publishing.round();
    }

    void start() {
        publishing.start();
    }

    /** The files stay locked until the process ends: whoever still answers, still counts. */
    void stop() {
        publishing.close();
    }

    private static Path directory(UsageSettings settings, ServiceName self) {
        return settings.dir()
                .orElseGet(() -> {
                    try {
                        Path made = Files.createTempDirectory("gatehouse-usage-" + self.wire());
                        LOG.warnf(
                                "gatehouse.usage.dir is not set: what is counted is in %s, and is"
                                        + " lost if the process dies and nobody looks there",
                                made);
                        return made;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
