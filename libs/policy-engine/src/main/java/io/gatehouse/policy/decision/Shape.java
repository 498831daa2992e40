package io.gatehouse.policy.decision;

/**
 * What of an ARN pattern is literal, and so can be looked up: which of the parts 1 to 4, and how
 * much of the sixth, up to and with its n-th colon or slash, or all of it.
 *
 * @param parts bit i set: part i is literal
 * @param boundaries how many colons and slashes the literal start of the sixth part holds; {@link
 *     #WHOLE} if all of it is literal
 */
record Shape(int parts, int boundaries) {

    static final int WHOLE = -1;

    /** More boundaries than this are not told apart. */
    static final int MOST_BOUNDARIES = 6;

    static Shape of(ArnTest arn) {
        int parts = 0;
        for (int i = 1; i <= 4; i++) {
            if (arn.part(i).literal() != null) {
                parts |= 1 << i;
            }
        }
        if (arn.part(5).literal() != null) {
            return new Shape(parts, WHOLE);
        }
        String start = arn.part(5).literalStart();
        int boundaries = 0;
        for (int i = 0; i < start.length() && boundaries < MOST_BOUNDARIES; i++) {
            if (isBoundary(start.charAt(i))) {
                boundaries++;
            }
        }
        return new Shape(parts, boundaries);
    }

    static boolean isBoundary(char c) {
        return c == ':' || c == '/';
    }

    /** The key that {@link ArnHashes#key} finds for the ARNs that the pattern may match. */
    long keyOf(ArnTest arn) {
        ArnHashes hashes = new ArnHashes();
        String start = arn.part(5).literalStart();
        char[][] texts = new char[6][];
        int length = 0;
        for (int i = 0; i < 6; i++) {
            String literal = i == 5 ? start : arn.part(i).literal();
            texts[i] = literal == null ? new char[0] : literal.toCharArray();
            length += texts[i].length + 1;
        }
        char[] text = new char[length];
        int[] starts = new int[7];
        int at = 0;
        for (int i = 0; i < 6; i++) {
            starts[i] = at;
            System.arraycopy(texts[i], 0, text, at, texts[i].length);
            at += texts[i].length + 1;
        }
        starts[6] = at;
        hashes.read(text, starts, MOST_BOUNDARIES);
        return hashes.key(this);
    }
}
