package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

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
     * @param text with room for four characters more, which are overwritten
     * @param head of the text
     * @param most how many boundaries any shape of the set asks for; the whole depends on it, so it
     *     must be the same for pattern and request
     * @param wanted whether the hash of the whole is
     */
    void read(char[] text, int length, ArnHeads.Head head, int most, boolean wanted) {
        service = head.service;
        region = head.region;
        account = head.account;
        int from = head.starts[5];
        text[length] = ':';
        int found = 0;
        long running = 0;
        while (found < most) {
            // Looks for the boundary and hashes up to it, four characters at a time.
            long four = Hashing.four(text, from);
            long hit = Hashing.boundaries(four);
            int at = from;
            while (hit == 0) {
                running = Hashing.then(running, four);
                at += 4;
                four = Hashing.four(text, at);
                hit = Hashing.boundaries(four);
            }
            int lane = Long.numberOfTrailingZeros(hit) >> 4;
            if (at + lane >= length) {
                break;
            }
            running = Hashing.then(running, Hashing.first(four, lane + 1));
            found++;
            starts[found] = running;
            from = at + lane + 1;
        }
        boundaries = found;
        if (wanted) {
            whole = Hashing.then(running, Hashing.of(text, from, length, 6));
        }
    }

    /** Of a pattern's literal parts, compared with what a request's {@link #read} gives. */
    static @Nullable ArnHashes ofText(String arn, int most) {
        char[] text = new char[arn.length() + Evaluation.SLACK];
        arn.getChars(0, arn.length(), text, 0);
        ArnHeads.Head head = new ArnHeads().read(text, arn.length());
        if (head == null) {
            return null;
        }
        ArnHashes hashes = new ArnHashes();
        hashes.read(text, arn.length(), head, most, true);
        return hashes;
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
