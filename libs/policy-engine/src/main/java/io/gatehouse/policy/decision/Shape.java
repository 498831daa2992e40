package io.gatehouse.policy.decision;

/**
 * What of an ARN pattern is literal, and so can be looked up: which of the parts before the sixth,
 * and how much of the sixth, up to and with its n-th colon or slash, or all of it.
 *
 * @param parts {@link #SERVICE} (with the partition), {@link #REGION} and {@link #ACCOUNT}
 * @param boundaries how many colons and slashes the literal start of the sixth part holds; {@link
 *     #WHOLE} if all of it is literal
 */
record Shape(int parts, int boundaries) {

    static final int SERVICE = 1;
    static final int REGION = 2;
    static final int ACCOUNT = 4;

    static final int WHOLE = -1;

    /** More boundaries than this are not told apart. */
    static final int MOST_BOUNDARIES = 6;

    static Shape of(ArnTest arn) {
        int parts = 0;
        if (arn.part(1).literal() != null && arn.part(2).literal() != null) {
            parts |= SERVICE;
        }
        if (arn.part(3).literal() != null) {
            parts |= REGION;
        }
        if (arn.part(4).literal() != null) {
            parts |= ACCOUNT;
        }
        return new Shape(parts, arn.part(5).literal() != null ? WHOLE : depth(arn));
    }

    /** How many boundaries the literal start of the sixth part holds, as far as they count. */
    static int depth(ArnTest arn) {
        String start = arn.part(5).literalStart();
        int boundaries = 0;
        for (int i = 0; i < start.length() && boundaries < MOST_BOUNDARIES; i++) {
            char c = start.charAt(i);
            if (c == '/' || c == ':') {
                boundaries++;
            }
        }
        return boundaries;
    }

    /**
     * The key under which a request finds the pattern.
     *
     * @param most as in {@link ArnHashes#read}
     */
    long keyOf(ArnTest arn, int most) {
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            String text = arn.part(i).literal();
            if (text == null && i == 5) {
                text = arn.part(5).literalStart();
            }
            literal.append(i == 0 ? "" : ":").append(text == null ? "" : text);
        }
        ArnHashes hashes = ArnHashes.ofText(literal.toString(), most);
        if (hashes == null) {
            throw new IllegalStateException("an ARN pattern without six parts");
        }
        return hashes.ofParts(parts) + hashes.ofName(boundaries);
    }
}
