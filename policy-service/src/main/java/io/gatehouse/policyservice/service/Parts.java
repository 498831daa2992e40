package io.gatehouse.policyservice.service;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.eventstore.AesKeyWrapping;
import io.gatehouse.eventstore.CommandRunner;
import io.gatehouse.eventstore.SubjectKeys;
import io.gatehouse.eventstore.Tombstones;
import io.gatehouse.kit.audit.Attempts;
import io.gatehouse.kit.audit.AuditedAttempts;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.NamedKey;
import io.gatehouse.kit.record.FactOutbox;
import io.gatehouse.kit.record.TombstoneRounds;
import io.gatehouse.model.LogName;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import java.time.InstantSource;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the parts of the libraries that features are given. */
@ApplicationScoped
class Parts {

    @Produces
    @Singleton
    SubjectKeys subjectKeys(KeyProvider keys) {
        return new SubjectKeys(new AesKeyWrapping(secrets(keys, KeyPurpose.PERSONAL)));
    }

    @Produces
    @Singleton
    CommandRunner runner(Pool pool, SubjectKeys keys) {
        return new CommandRunner(pool, LogName.POLICY, keys);
    }

    @Produces
    @Singleton
    FactMac mac(KeyProvider keys) {
        return new FactMac(secrets(keys, KeyPurpose.FACTS));
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

    private static SortedMap<String, byte[]> secrets(KeyProvider keys, KeyPurpose purpose) {
        TreeMap<String, byte[]> secrets = new TreeMap<>();
        for (NamedKey key : keys.ring(purpose).all()) {
            secrets.put(key.kid(), key.secret());
        }
        return secrets;
    }
}
