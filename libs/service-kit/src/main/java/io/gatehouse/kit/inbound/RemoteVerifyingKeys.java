package io.gatehouse.kit.inbound;

import com.nimbusds.jose.jwk.JWKSet;

import io.gatehouse.internal.v1.MutinyIdentityQuestionsGrpc;
import io.gatehouse.internal.v1.SigningKeysRequest;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.call.VerifyingKeys;
import io.gatehouse.kit.service.ServiceChannels;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks identity-service for its public keys and remembers them. An unknown key id asks again, at
 * most once in {@link #PAUSE}, so that made-up ids cost nothing; the whole set is asked for again
 * after {@link #LIFETIME}, so that a withdrawn key is forgotten. Without an answer a known key
 * stays good for that long; an unknown one is ServiceUnavailable. Safe for all threads.
 */
final class RemoteVerifyingKeys implements VerifyingKeys {

    static final Duration PAUSE = Duration.ofSeconds(1);
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final Supplier<Uni<String>> ask;
    private final Clock clock;
    private volatile Known known = new Known(new JWKSet(), Instant.MIN);

    private record Known(JWKSet keys, Instant at) {}

    /**
     * @param ask for the JWKS as JSON
     */
    RemoteVerifyingKeys(Supplier<Uni<String>> ask, Clock clock) {
        this.ask = ask;
        this.clock = clock;
    }

    static RemoteVerifyingKeys over(
            ServiceChannels channels, Optional<String> target, Clock clock) {
        if (target.isEmpty()) {
            return new RemoteVerifyingKeys(
                    () ->
                            Uni.createFrom()
                                    .failure(
                                            new IllegalStateException(
                                                    "gatehouse.identity.grpc is not set")),
                    clock);
        }
        var stub =
                MutinyIdentityQuestionsGrpc.newMutinyStub(
                        channels.to(ServiceName.IDENTITY, target.get()));
        return new RemoteVerifyingKeys(
                () ->
                        stub.withDeadlineAfter(DEADLINE)
                                .signingKeys(SigningKeysRequest.getDefaultInstance())
                                .map(answer -> answer.getJwks()),
                clock);
    }

    @Override
    public Uni<JWKSet> containing(String kid) {
        Known now = known;
        Duration age = age(now);
        boolean has = now.keys().getKeyByKeyId(kid) != null;
        boolean mayAsk = age.compareTo(PAUSE) >= 0;
        if ((has && age.compareTo(LIFETIME) < 0) || (!has && !mayAsk)) {
            return Uni.createFrom().item(now.keys());
        }
        return ask.get()
                .map(this::remember)
                .onFailure()
                .transform(failure ->
                        RefusedException.of(
                                ErrorCode.SERVICE_UNAVAILABLE,
                                "the request cannot be verified at the moment"));
    }

    private Duration age(Known from) {
        return from.at().equals(Instant.MIN)
                ? LIFETIME
                : Duration.between(from.at(), clock.instant());
    }

    private JWKSet remember(String json) {
        try {
            JWKSet keys = JWKSet.parse(json);
            known = new Known(keys, clock.instant());
            return keys;
        } catch (ParseException e) {
            throw new IllegalStateException("identity-service's keys cannot be read", e);
        }
    }
}
