package io.gatehouse.policy.decision;

/** The hashes of one ARN that any {@link Shape} may ask for. Reused, for one thread. */
final class ArnHashes {

    private long service;
    private long region;
    private long account;
    private final long[] starts = new long[Shape.MOST_BOUNDARIES + 1];
    private int boundaries;
    private long whole;

    /**
     * Reads an ARN of six parts.
     *
     * @param most how many boundaries any shape of the set asks for; the whole depends on it, so it
     *     must be the same for pattern and request
     */
    void read(char[] text, int[] partStarts, int most) {
        service = Hashing.of(text, partStarts[1], partStarts[3] - 1, 1);
        region = Hashing.of(text, partStarts[3], partStarts[4] - 1, 3);
        account = Hashing.of(text, partStarts[4], partStarts[5] - 1, 4);
        int from = partStarts[5];
        int end = partStarts[6] - 1;
        int found = 0;
        long running = 0;
        for (int i = from; i < end && found < most; i++) {
            char c = text[i];
            if (c == '/' || c == ':') {
                running = Hashing.then(running, Hashing.of(text, from, i + 1, 5));
                found++;
                starts[found] = running;
                from = i + 1;
            }
        }
        boundaries = found;
        whole = Hashing.then(running, Hashing.of(text, from, end, 6));
    }

    /** Whether the ARN has as much as a shape looks at. */
    boolean has(int wanted) {
        return wanted <= boundaries;
    }

    /** The share of the parts before the sixth in a key. */
    long ofParts(int literalParts) {
        long hash = literalParts;
        if ((literalParts & Shape.SERVICE) != 0) {
            hash += service;
        }
        if ((literalParts & Shape.REGION) != 0) {
            hash += region;
        }
        if ((literalParts & Shape.ACCOUNT) != 0) {
            hash += account;
        }
        return hash;
    }

    /** The share of the sixth part; only if the ARN {@link #has} its boundaries. */
    long ofName(int wanted) {
        return wanted == Shape.WHOLE ? whole : starts[wanted];
    }
}
