package io.gatehouse.policy.decision;

/**
 * Hashes of stretches of an ARN. Four characters at a time: byte by byte, hashing would cost more
 * than the decision (PERFORMANCE). Collisions cost time only: whatever is found is compared.
 */
final class Hashing {

    private static final long M1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long M2 = 0xC2B2_AE3D_27D4_EB4FL;

    private Hashing() {}

    /** Of text[from, to). */
    static long of(char[] text, int from, int to) {
        long hash = (to - from) * M2;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            long four =
                    text[i]
                            | (long) text[i + 1] << 16
                            | (long) text[i + 2] << 32
                            | (long) text[i + 3] << 48;
            hash = (hash ^ four) * M1;
            hash ^= hash >>> 29;
        }
        long rest = 0;
        for (; i < to; i++) {
            rest = rest << 16 | text[i];
        }
        return (hash ^ rest) * M2;
    }

    /** Adds one piece to the hash of what stands before it. */
    static long then(long before, long piece) {
        return Long.rotateLeft(before, 23) * M1 + piece;
    }

    /** A stretch at a place: the same text elsewhere hashes differently. */
    static long at(long hash, int place) {
        return (hash + place) * (M1 + 2L * place);
    }

    /** Spreads over the low bits. */
    static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 32)) * M2;
        return mixed ^ (mixed >>> 29);
    }
}
