package io.gatehouse.model.session;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What later decisions know of how the session came to be (SEMANTICS 5).
 *
 * @param mfaAt when a code of a device was last shown, for sessions of users
 * @param sourceIdentity {@code aws:SourceIdentity}
 * @param provider {@code aws:FederatedProvider}: id or ARN of the provider of identities
 * @param context condition keys that the provider's claims gave
 */
public record SessionFacts(
        Optional<Instant> mfaAt,
        Optional<String> sourceIdentity,
        Optional<String> provider,
        Map<String, List<String>> context) {

    public static final SessionFacts NONE =
            new SessionFacts(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public SessionFacts {
        Map<String, List<String>> copy = new TreeMap<>();
        context.forEach((key, values) -> copy.put(key, List.copyOf(values)));
        context = Collections.unmodifiableMap(copy);
    }

    public SessionFacts withMfa(Optional<Instant> at) {
        return new SessionFacts(at, sourceIdentity, provider, context);
    }

    public SessionFacts withSourceIdentity(Optional<String> identity) {
        return new SessionFacts(mfaAt, identity, provider, context);
    }
}
