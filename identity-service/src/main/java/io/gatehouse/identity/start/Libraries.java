package io.gatehouse.identity.start;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.eventstore.AesKeyWrapping;
import io.gatehouse.eventstore.CommandRunner;
import io.gatehouse.eventstore.FirstAnswers;
import io.gatehouse.eventstore.KeyWrapping;
import io.gatehouse.eventstore.Republication;
import io.gatehouse.eventstore.SubjectKeys;
import io.gatehouse.eventstore.Tombstones;
import io.gatehouse.identity.account.AccountFacts;
import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.log.AccountQuotas;
import io.gatehouse.identity.log.Records;
import io.gatehouse.identity.policies.GrpcPolicyDirectory;
import io.gatehouse.identity.policies.PolicyDirectory;
import io.gatehouse.identity.session.MfaCodes;
import io.gatehouse.identity.signing.SigningKeys;
import io.gatehouse.kit.actions.RepeatedWrites;
import io.gatehouse.kit.call.InternalTokenIssuer;
import io.gatehouse.kit.guard.AllowedActions;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.Sealer;
import io.gatehouse.kit.record.FactOutbox;
import io.gatehouse.kit.record.TombstoneRounds;
import io.gatehouse.kit.service.ServiceChannels;
import io.gatehouse.kit.session.SessionSecrets;
import io.gatehouse.kit.session.SessionTokenIssuer;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.sigv4.SignatureCheck;
import io.gatehouse.sigv4.SignatureReader;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Clock;
import java.util.Set;

/** The beans that libraries give, made from configuration. */
@ApplicationScoped
public class Libraries {

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    AccountQuotas quotas() {
        return AccountView::quotas;
    }

    @Produces
    @Singleton
    KeyWrapping wrapping(KeyProvider keys) {
        return new AesKeyWrapping(() -> keys.ring(KeyPurpose.MASTER).secrets());
    }

    @Produces
    @Singleton
    SubjectKeys subjectKeys(KeyWrapping wrapping) {
        return new SubjectKeys(wrapping);
    }

    @Produces
    @Singleton
    CommandRunner runner(Pool database, SubjectKeys subjects) {
        return new CommandRunner(database, LogName.IDENTITY, subjects);
    }

    @Produces
    @Singleton
    FactOutbox facts(KeyProvider keys) {
        return new FactOutbox(
                new FactRecords(
                        LogName.IDENTITY,
                        new FactMac(() -> keys.ring(KeyPurpose.FACTS).secrets())));
    }

    @Produces
    @Singleton
    TombstoneRounds tombstones(Pool database, FactOutbox facts, Clock clock) {
        return new TombstoneRounds(
                new Tombstones(database, LogName.IDENTITY, facts::tombstone), clock);
    }

    @Produces
    @Singleton
    Records records(FactOutbox facts) {
        return new Records(facts);
    }

    @Produces
    @Singleton
    Republication republication(Pool database, Records records) {
        return new Republication(
                database,
                LogName.IDENTITY,
                (sql, at) ->
                        AccountFacts.all(sql, (AccountId) at.position().owner())
                                .map(bodies -> records.republication(at, bodies)));
    }

    @Produces
    @Singleton
    SignatureReader signatures(
            @ConfigProperty(name = "gatehouse.region", defaultValue = "us-east-1") String region,
            Clock clock) {
        // The AWS SDK for Java signs with the pseudo region when IAM's global region is chosen.
        return new SignatureReader(Set.of(region, "aws-global"), clock);
    }

    @Produces
    @Singleton
    SignatureCheck check() {
        return new SignatureCheck();
    }

    @Produces
    @Singleton
    InternalTokenIssuer tokens(SigningKeys keys, Clock clock) {
        return new InternalTokenIssuer(keys::signing, clock);
    }

    @Produces
    @Singleton
    RepeatedWrites repeatedWrites(Pool database, KeyProvider keys) {
        return new RepeatedWrites(
                new FirstAnswers(database),
                new Sealer(() -> keys.ring(KeyPurpose.MASTER).derived("first answers 1")));
    }

    @Produces
    @Singleton
    SessionTokenIssuer sessionTokens(SigningKeys keys) {
        return new SessionTokenIssuer(keys::signing);
    }

    @Produces
    @Singleton
    SessionSecrets sessionSecrets(KeyProvider keys) {
        return new SessionSecrets(() -> keys.ring(KeyPurpose.MASTER));
    }

    /** Until there are devices: no code is right. */
    @Produces
    @Singleton
    @DefaultBean
    MfaCodes codes() {
        return (account, user, serialNumber, code) -> Uni.createFrom().item(false);
    }

    @Produces
    @Singleton
    AllowedActions allowedActions(
            ServiceChannels channels,
            @ConfigProperty(name = "gatehouse.authz.grpc") String target) {
        return new AllowedActions(channels, target);
    }

    @Produces
    @Singleton
    @DefaultBean
    PolicyDirectory policies(
            ServiceChannels channels,
            @ConfigProperty(name = "gatehouse.policy.grpc") String target) {
        return new GrpcPolicyDirectory(channels, target);
    }
}
