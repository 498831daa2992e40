package io.gatehouse.snapshot;

import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.model.LogName;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.snapshot.fixtures.LogWriter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A snapshot and what it reported, asked as a decision would. */
final class Replica implements SnapshotReports {

    static final Instant NOW = Instant.parse("2026-11-23T20:00:05Z");
    private static final DecisionEngine ENGINE = new DecisionEngine();

    final List<String> refused = new ArrayList<>();
    final List<LogId> gaps = new ArrayList<>();
    final List<LogId> unreadable = new ArrayList<>();
    final List<LogId> repaired = new ArrayList<>();
    final Snapshot snapshot = new Snapshot(new FactReader(LogWriter.MAC), this, () -> NOW);

    /** Has read two empty topics and is live. */
    static Replica live() {
        Replica replica = new Replica();
        replica.finishCatchUp();
        return replica;
    }

    /** Found these records when it started, in this order. */
    static Replica startedOn(List<WireRecord> records) {
        Replica replica = new Replica();
        replica.take(records);
        replica.finishCatchUp();
        return replica;
    }

    Replica take(List<WireRecord> records) {
        records.forEach(snapshot::apply);
        return this;
    }

    void finishCatchUp() {
        for (LogName log : LogName.values()) {
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                snapshot.caughtUp(log, partition);
            }
        }
    }

    SnapshotView view() {
        return snapshot.view();
    }

    boolean allows(String principal, String action) {
        return allows(view(), principal, action);
    }

    static boolean allows(SnapshotView view, String principal, String action) {
        return view.resolve(principal) instanceof Resolution.Known known
                && ENGINE.decide(
                                known.policies(),
                                AuthorizationRequest.of(
                                        known.principal(),
                                        action,
                                        "*",
                                        RequestContext.builder().build()))
                        .isAllowed();
    }

    @Override
    public void refused(String reason) {
        refused.add(reason);
    }

    @Override
    public void gap(LogId log, String reason) {
        gaps.add(log);
    }

    @Override
    public void unreadable(LogId log, String reason) {
        unreadable.add(log);
    }

    @Override
    public void repaired(LogId log) {
        repaired.add(log);
    }
}
