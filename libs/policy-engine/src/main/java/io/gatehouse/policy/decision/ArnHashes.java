package io.gatehouse.policy.decision;

/** The hashes of one ARN that any {@link Shape} may ask for. Reused, for one thread. */
final class ArnHashes {

    private final long[] parts = new long[5];
    private final long[] starts = new long[Shape.MOST_BOUNDARIES + 1];
    private int boundaries;
    private long whole;

    /**
     * Reads an ARN of six parts.
     *
     * @param most how many boundaries any shape asks for; beyond them only the whole is hashed
     */
    void read(char[] text, int[] partStarts, int most) {
        for (int i = 1; i <= 4; i++) {
            long hash = Hashing.of(text, partStarts[i], partStarts[i + 1] - 1);
            parts[i] = Hashing.at(hash, i);
        }
        int from = partStarts[5];
        int end = partStarts[6] - 1;
        int found = 0;
        long running = 0;
        starts[0] = 0;
        for (int i = from; i < end && found < most; i++) {
            if (Shape.isBoundary(text[i])) {
                running = Hashing.then(running, Hashing.of(text, from, i + 1));
                found++;
                starts[found] = running;
                from = i + 1;
            }
        }
        boundaries = found;
        whole = Hashing.of(text, partStarts[5], end);
    }

    boolean has(int wanted) {
        return wanted <= boundaries;
    }

    /** The key of an ARN under a shape; only if {@link #has} its boundaries. */
    long key(Shape shape) {
        return key(shape.parts(), shape.boundaries());
    }

    long key(int literalParts, int wanted) {
        long hash = wanted == Shape.WHOLE ? whole : starts[wanted];
        hash = Hashing.at(hash, 5) + wanted * 31L + literalParts;
        for (int i = 1; i <= 4; i++) {
            if ((literalParts & 1 << i) != 0) {
                hash += parts[i];
            }
        }
        return Hashing.finish(hash);
    }
}
