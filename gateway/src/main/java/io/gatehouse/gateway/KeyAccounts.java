package io.gatehouse.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose the access keys were that earlier requests bore. A foresight and nothing more: by it the
 * heads of that account are asked for while the signature is verified, and what is found out then
 * counts. Thread-safe.
 */
@ApplicationScoped
final class KeyAccounts {

    private static final int MOST = 10_000;
    private static final Pattern KEY_ID =
            Pattern.compile("Credential=([A-Za-z0-9]{16,128})(/|%2F)");

    private final Cache<String, String> accounts = Caffeine.newBuilder().maximumSize(MOST).build();

    /** The account that the key's last right signature was of. */
    Optional<String> account(Inbound inbound) {
        return keyId(inbound).map(accounts::getIfPresent);
    }

    /** The request's signature is right, and a principal's of this account. */
    void learn(Inbound inbound, String account) {
        keyId(inbound).ifPresent(id -> accounts.put(id, account));
    }

    private static Optional<String> keyId(Inbound inbound) {
        Matcher matcher = KEY_ID.matcher(inbound.header("Authorization").orElse(inbound.uri()));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
