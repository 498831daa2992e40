package io.gatehouse.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Token buckets per source address, per principal and per account (DESIGN 4). A bucket holds two
 * seconds' worth. Buckets live in this gateway alone: with n gateways a caller may get n times the
 * rate. Thread-safe.
 */
@ApplicationScoped
public final class RateLimits {

    private static final int BURST_SECONDS = 2;

    private final Buckets addresses;
    private final Buckets strangers;
    private final Buckets principals;
    private final Buckets accounts;

    @jakarta.inject.Inject
    RateLimits(
            @ConfigProperty(name = "gatehouse.gateway.rate.address", defaultValue = "2000")
                    int perAddress,
            @ConfigProperty(name = "gatehouse.gateway.rate.unsigned", defaultValue = "100")
                    int perStranger,
            @ConfigProperty(name = "gatehouse.gateway.rate.principal", defaultValue = "1000")
                    int perPrincipal,
            @ConfigProperty(name = "gatehouse.gateway.rate.account", defaultValue = "2000")
                    int perAccount) {
        this(perAddress, perStranger, perPrincipal, perAccount, System::nanoTime);
    }

    RateLimits(
            int perAddress,
            int perStranger,
            int perPrincipal,
            int perAccount,
            LongSupplier nanoTime) {
        this.strangers = new Buckets(perStranger, nanoTime);
        this.addresses = new Buckets(perAddress, nanoTime);
        this.principals = new Buckets(perPrincipal, nanoTime);
        this.accounts = new Buckets(perAccount, nanoTime);
    }

    /** Before anything is known but the address. */
    public boolean admitsAddress(String address) {
        return addresses.take(address);
    }

    /** Of requests that nobody signs: their proofs cost more to check than a signature. */
    boolean admitsUnsigned(String address) {
        return strangers.take(address);
    }

    /** After the signature was found right. */
    public boolean admitsCaller(String principalArn, String account) {
        return principals.take(principalArn) && accounts.take(account);
    }

    private static final class Buckets {
        private final int perSecond;
        private final LongSupplier nanoTime;
        private final Cache<String, Bucket> byKey =
                Caffeine.newBuilder()
                        .maximumSize(100_000)
                        .expireAfterAccess(Duration.ofSeconds(10))
                        .build();

        Buckets(int perSecond, LongSupplier nanoTime) {
            this.perSecond = perSecond;
            this.nanoTime = nanoTime;
        }

        boolean take(String key) {
            return perSecond <= 0
                    || byKey.get(key, _ -> new Bucket(perSecond, nanoTime.getAsLong()))
                            .take(perSecond, nanoTime.getAsLong());
        }
    }

    private static final class Bucket {
        private double tokens;
        private long at;

        Bucket(int perSecond, long now) {
            this.tokens = (double) perSecond * BURST_SECONDS;
            this.at = now;
        }

        synchronized boolean take(int perSecond, long now) {
            double refill = (now - at) * (double) perSecond / 1_000_000_000.0;
            tokens = Math.min((double) perSecond * BURST_SECONDS, tokens + refill);
            at = now;
            if (tokens < 1) {
                return false;
            }
            tokens -= 1;
            return true;
        }
    }
}
