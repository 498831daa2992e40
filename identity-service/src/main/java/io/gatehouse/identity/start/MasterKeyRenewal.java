package io.gatehouse.identity.start;

import io.gatehouse.eventstore.KeyWrapping;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.Sealer;
import io.gatehouse.kit.renewal.KeyRenewal;
import io.gatehouse.kit.renewal.SealedColumn;
import io.gatehouse.kit.renewal.SealedSubjectKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import java.time.Clock;
import java.util.List;

/**
 * All that stands in the database under the master key. What is sealed for some hours at most
 * (sessions of the console, first answers, states of sign-ins) ends by itself.
 */
@ApplicationScoped
public class MasterKeyRenewal {

    @Produces
    @Singleton
    KeyRenewal renewal(
            Pool database,
            KeyProvider keys,
            KeyWrapping wrapping,
            Clock clock,
            MeterRegistry meters) {
        Sealer sealer = Sealer.of(keys, KeyPurpose.MASTER);
        return new KeyRenewal(
                        database,
                        keys,
                        KeyPurpose.MASTER,
                        clock,
                        List.of(
                                new SealedColumn(
                                        "credential",
                                        "access_key_id",
                                        "secret",
                                        "credential",
                                        sealer),
                                new SealedColumn(
                                        "signing_key", "kid", "private_key", "signing", sealer),
                                new SealedColumn(
                                        "mfa_seed", "device_id", "seed", "mfa-seed", sealer),
                                new SealedColumn(
                                        "saml_private_key",
                                        "key_id",
                                        "private_key",
                                        "saml",
                                        sealer),
                                new SealedSubjectKeys(wrapping)))
                .shownOn(meters);
    }
}
