package io.gatehouse.policyservice.service;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.eventstore.AesKeyWrapping;
import io.gatehouse.eventstore.CommandRunner;
import io.gatehouse.eventstore.FirstAnswers;
import io.gatehouse.eventstore.KeyWrapping;
import io.gatehouse.eventstore.SubjectKeys;
import io.gatehouse.eventstore.Tombstones;
import io.gatehouse.kit.actions.RepeatedWrites;
import io.gatehouse.kit.audit.Attempts;
import io.gatehouse.kit.audit.AuditedAttempts;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.Sealer;
import io.gatehouse.kit.record.FactOutbox;
import io.gatehouse.kit.record.TombstoneRounds;
import io.gatehouse.kit.renewal.KeyRenewal;
import io.gatehouse.kit.renewal.SealedSubjectKeys;
import io.gatehouse.model.LogName;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import java.time.InstantSource;
import java.util.List;

/** Makes the parts of the libraries that features are given. */
@ApplicationScoped
class Parts {

    @Produces
    @Singleton
    RepeatedWrites repeatedWrites(Pool database, KeyProvider keys) {
        return new RepeatedWrites(
                new FirstAnswers(database),
                new Sealer(() -> keys.ring(KeyPurpose.PERSONAL).derived("first answers 1")));
    }

    @Produces
    @Singleton
    KeyWrapping wrapping(KeyProvider keys) {
        return new AesKeyWrapping(() -> keys.ring(KeyPurpose.PERSONAL).secrets());
    }

    @Produces
    @Singleton
    SubjectKeys subjectKeys(KeyWrapping wrapping) {
        return new SubjectKeys(wrapping);
    }

    /** First answers are under these keys too; they are over in minutes. */
    @Produces
    @Singleton
    KeyRenewal renewal(Pool pool, KeyProvider keys, KeyWrapping wrapping, MeterRegistry meters) {
        return new KeyRenewal(
                        pool,
                        keys,
                        KeyPurpose.PERSONAL,
                        InstantSource.system(),
                        List.of(new SealedSubjectKeys(wrapping)))
                .shownOn(meters);
    }

    @Produces
    @Singleton
    CommandRunner runner(Pool pool, SubjectKeys keys) {
        return new CommandRunner(pool, LogName.POLICY, keys);
    }

    @Produces
    @Singleton
    FactMac mac(KeyProvider keys) {
        return new FactMac(() -> keys.ring(KeyPurpose.FACTS).secrets());
    }

    @Produces
    @Singleton
    FactOutbox facts(FactMac mac) {
        return new FactOutbox(new FactRecords(LogName.POLICY, mac));
    }

    @Produces
    @Singleton
    TombstoneRounds tombstones(Pool pool, FactOutbox facts) {
        return new TombstoneRounds(
                new Tombstones(pool, LogName.POLICY, facts::tombstone), InstantSource.system());
    }

    @Produces
    @Singleton
    Attempts attempts(Pool pool, SubjectKeys keys) {
        return new AuditedAttempts(LogName.POLICY, pool, keys);
    }

    @Produces
    @Singleton
    FactReader factReader(FactMac mac) {
        return new FactReader(mac);
    }
}
