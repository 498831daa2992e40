package io.gatehouse.contracts;

import io.gatehouse.model.PolicyOwner;

import java.nio.charset.StandardCharsets;

/**
 * Which partition the records of an account go to: the same in every topic, for ever, whatever hash
 * a Kafka client would choose. Golden values stand in its test.
 *
 * <p>Algorithm: FNV-1a of 64 bits over the ASCII text of the owner, its bits mixed (the finalizer
 * of MurmurHash3), then the uppermost five bits.
 */
public final class Partitions {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Partitions() {}

    /** The partition of an owner: 0 to 31. */
    public static int of(PolicyOwner owner) {
        return of(owner.text());
    }

    /** The partition of an owner as written in keys: twelve digits, or {@code aws}. */
    public static int of(String owner) {
        long hash = FNV_OFFSET;
        for (byte b : owner.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return (int) (hash >>> 59);
    }
}
