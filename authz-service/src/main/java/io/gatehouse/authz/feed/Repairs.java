package io.gatehouse.authz.feed;

import io.gatehouse.internal.v1.IdentityQuestionsGrpc;
import io.gatehouse.internal.v1.PolicyQuestionsGrpc;
import io.gatehouse.internal.v1.RepublishRequest;
import io.gatehouse.internal.v1.RepublishResponse;
import io.gatehouse.kit.service.ServiceChannels;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.model.LogName;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.snapshot.LogId;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks the owner of a log with a hole to publish the account again, on a thread of its own, and
 * again while the hole stays. Without the owner's address, holes are only reported.
 */
@ApplicationScoped
class Repairs {

    private static final Logger LOG = Logger.getLogger(Repairs.class);
    private static final long TICK_MILLIS = 500;
    private static final long DEADLINE_SECONDS = 10;

    private final CurrentSnapshot current;
    private final FeedSettings settings;
    private final ServiceChannels channels;
    private final InstantSource clock;
    private final Map<LogName, Channel> owners = new EnumMap<>(LogName.class);
    private final Map<LogId, Instant> asked = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("facts-repairs").daemon().factory());

    Repairs(
            CurrentSnapshot current,
            FeedSettings settings,
            ServiceChannels channels,
            InstantSource clock) {
        this.current = current;
        this.settings = settings;
        this.channels = channels;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        settings.identityGrpc()
                .ifPresent(target ->
                        owners.put(LogName.IDENTITY, channels.to(ServiceName.IDENTITY, target)));
        settings.policyGrpc()
                .ifPresent(target ->
                        owners.put(LogName.POLICY, channels.to(ServiceName.POLICY, target)));
        var _ =
                thread.scheduleWithFixedDelay(
                        this::ask, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    private void ask() {
        Instant now = clock.instant();
        asked.keySet().retainAll(current.gaps());
        for (LogId gap : current.gaps()) {
            Channel owner = owners.get(gap.log());
            Instant last = asked.get(gap);
            boolean isDue = last == null || !last.plus(settings.repairInterval()).isAfter(now);
            if (owner != null && isDue) {
                asked.put(gap, now);
                ask(owner, gap);
            }
        }
    }

    private static void ask(Channel owner, LogId gap) {
        RepublishRequest request =
                RepublishRequest.newBuilder().addAccounts(gap.owner().text()).build();
        try {
            RepublishResponse response =
                    switch (gap.log()) {
                        case IDENTITY ->
                                IdentityQuestionsGrpc.newBlockingStub(owner)
                                        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                                        .republish(request);
                        case POLICY ->
                                PolicyQuestionsGrpc.newBlockingStub(owner)
                                        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                                        .republish(request);
                    };
            LOG.infof("%s is published again: %d facts", gap, response.getFacts());
        } catch (StatusRuntimeException e) {
            LOG.warnf("%s cannot be published again now: %s", gap, e.getStatus());
        }
    }
}
