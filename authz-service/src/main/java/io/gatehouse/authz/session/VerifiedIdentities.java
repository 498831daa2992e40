package io.gatehouse.authz.session;

import io.gatehouse.authz.v1.Principal;
import io.gatehouse.authz.v1.Principal.KindCase;
import io.gatehouse.kit.session.SessionTokenVerifier;
import io.gatehouse.replica.decide.Identities;
import io.gatehouse.replica.decide.Identity;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies principals before a decision, which itself asks nobody. Verified ones are remembered for
 * {@link #REMEMBERED}: a signed request counts that long for that very request. Safe for all
 * threads.
 */
@ApplicationScoped
public class VerifiedIdentities implements Identities, Proofs {

    static final Duration REMEMBERED = Duration.ofSeconds(60);

    private static final int MOST_REMEMBERED = 10_000;

    private final SessionTokenVerifier tokens;
    private final SignedRequests signed;
    private final InstantSource clock;
    private final Map<String, Known> known =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    private record Known(Identity identity, Instant at) {}

    VerifiedIdentities(SessionTokenVerifier tokens, SignedRequests signed, InstantSource clock) {
        this.tokens = tokens;
        this.signed = signed;
        this.clock = clock;
    }

    /**
     * Looks into all proofs, so that {@link #of} knows them. Fails where identity-service has to be
     * asked and does not answer.
     */
    public Uni<Void> verify(Principal principal) {
        return Identities.hasProof(principal) && !isFresh(principal)
                ? identify(principal)
                        .invoke(identity -> remember(principal, identity))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** As {@link #verify(Principal)}, for many. */
    @Override
    public Uni<Void> verify(List<Principal> principals) {
        List<Uni<Void>> all = new ArrayList<>();
        for (Principal principal : principals) {
            if (Identities.hasProof(principal)) {
                all.add(Uni.createFrom().deferred(() -> verify(principal)));
            }
        }
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(all).usingConcurrencyOf(1).andFailFast().replaceWithVoid();
    }

    /**
     * Who that is. Throws IllegalStateException for a principal that was not verified just before.
     */
    @Override
    public Identity of(Principal principal) {
        Known found = known(principal);
        if (found == null) {
            throw new IllegalStateException("the principal was not verified");
        }
        return found.identity();
    }

    private Uni<Identity> identify(Principal principal) {
        return principal.getKindCase() == KindCase.SESSION_TOKEN
                ? tokens.verify(principal.getSessionToken())
                        .map(claims ->
                                claims.<Identity>map(Identity.Session::new)
                                        .orElseGet(() ->
                                                new Identity.Nobody(
                                                        "the session token is not genuine")))
                : signed.identify(principal.getSignedRequest());
    }

    /** By a clock that was set back nothing is remembered: it would be for too long. */
    private boolean isFresh(Principal principal) {
        Known found = known(principal);
        Instant now = clock.instant();
        return found != null
                && !found.at().isAfter(now)
                && found.at().plus(REMEMBERED).isAfter(now);
    }

    private @Nullable Known known(Principal principal) {
        String digest = digest(principal);
        synchronized (known) {
            return known.get(digest);
        }
    }

    private void remember(Principal principal, Identity identity) {
        String digest = digest(principal);
        synchronized (known) {
            known.put(digest, new Known(identity, clock.instant()));
        }
    }

    /** Proofs that are not genuine may be large, and are remembered too. */
    private static String digest(Principal principal) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(principal.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
