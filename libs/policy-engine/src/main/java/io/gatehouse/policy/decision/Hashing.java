package io.gatehouse.policy.decision;

/**
 * Hashes of stretches of an ARN. Four characters at a time: one by one, hashing would cost more
 * than the decision (PERFORMANCE). Collisions cost time only: whatever is found is compared.
 */
final class Hashing {

    private static final long M1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long M2 = 0xC2B2_AE3D_27D4_EB4FL;

    private static final long ONES = 0x0001_0001_0001_0001L;
    private static final long COLONS = ':' * ONES;
    private static final long SLASHES = '/' * ONES;

    private Hashing() {}

    /**
     * Of text[from, to), where it stands at a place: the same text elsewhere hashes differently.
     */
    static long of(char[] text, int from, int to, int place) {
        int length = to - from;
        long hash = (length + 1L) * M2 + place;
        if (length < 4) {
            for (int i = from; i < to; i++) {
                hash = (hash ^ text[i]) * M1;
            }
            return mixed(hash);
        }
        int last = to - 4;
        for (int i = from; i < last; i += 4) {
            hash = (hash ^ four(text, i)) * M1;
        }
        // The last four overlap what was read before: cheaper than a loop over the rest.
        return mixed((hash ^ four(text, last)) * M1);
    }

    /** Adds four characters, or a stretch, to the hash of what stands before. */
    static long then(long before, long next) {
        return (Long.rotateLeft(before, 23) ^ next) * M1;
    }

    /** Marks the first of the four that is a colon or slash; nought if there is none. */
    static long boundaries(long four) {
        return zeros(four ^ COLONS) | zeros(four ^ SLASHES);
    }

    /** The highest bit of the lowest lane of 16 bits that is nought; those above may be wrong. */
    private static long zeros(long lanes) {
        return (lanes - ONES) & ~lanes & (ONES << 15);
    }

    /** The first of the four, one to four of them. */
    static long first(long four, int count) {
        return four & (-1L >>> (64 - 16 * count));
    }

    /** Four characters as one number. */
    static long four(char[] text, int at) {
        return text[at]
                | (long) text[at + 1] << 16
                | (long) text[at + 2] << 32
                | (long) text[at + 3] << 48;
    }

    private static long mixed(long hash) {
        return (hash ^ (hash >>> 32)) * M2;
    }
}
