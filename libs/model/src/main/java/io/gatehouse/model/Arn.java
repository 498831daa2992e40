package io.gatehouse.model;

/**
 * An Amazon Resource Name, split at its first five colons (SEMANTICS 2.3). The sixth part is
 * everything after the fifth colon and may hold colons itself. Region and account may be empty;
 * nothing is checked against a list of services.
 */
public record Arn(
        String partition, String service, String region, String account, String resource) {

    public Arn {
        requireNoColon("partition", partition);
        requireNoColon("service", service);
        requireNoColon("region", region);
        requireNoColon("account", account);
    }

    /**
     * Reads {@code arn:partition:service:region:account:resource}; throws IllegalArgumentException
     * that names the text.
     */
    public static Arn parse(String text) {
        int[] colons = new int[5];
        int from = 0;
        for (int i = 0; i < 5; i++) {
            int colon = text.indexOf(':', from);
            if (colon < 0) {
                throw new IllegalArgumentException(
                        "an ARN has six parts divided by colons, not `%s`".formatted(text));
            }
            colons[i] = colon;
            from = colon + 1;
        }
        if (!text.startsWith("arn:")) {
            throw new IllegalArgumentException(
                    "an ARN starts with `arn:`, not `%s`".formatted(text));
        }
        return new Arn(
                text.substring(colons[0] + 1, colons[1]),
                text.substring(colons[1] + 1, colons[2]),
                text.substring(colons[2] + 1, colons[3]),
                text.substring(colons[3] + 1, colons[4]),
                text.substring(colons[4] + 1));
    }

    /** Whether {@link #parse(String)} would succeed. */
    public static boolean isArn(String text) {
        if (!text.startsWith("arn:")) {
            return false;
        }
        int from = 0;
        for (int i = 0; i < 5; i++) {
            int colon = text.indexOf(':', from);
            if (colon < 0) {
                return false;
            }
            from = colon + 1;
        }
        return true;
    }

    /**
     * The account of a text, as {@link #parse(String)} reads it, and nothing else made; empty where
     * there is none, and for what is no ARN.
     */
    public static String accountOf(String text) {
        if (!isArn(text)) {
            return "";
        }
        int from = 0;
        for (int i = 0; i < 4; i++) {
            from = text.indexOf(':', from) + 1;
        }
        return text.substring(from, text.indexOf(':', from));
    }

    /** An ARN of the IAM service in partition {@code aws}: no region. */
    public static Arn iam(PolicyOwner owner, String resource) {
        return new Arn("aws", "iam", "", owner.text(), resource);
    }

    /** An ARN of the STS service in partition {@code aws}: no region. */
    public static Arn sts(AccountId account, String resource) {
        return new Arn("aws", "sts", "", account.digits(), resource);
    }

    private static void requireNoColon(String part, String text) {
        if (text.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "the %s of an ARN holds no colon: `%s`".formatted(part, text));
        }
    }

    @Override
    public String toString() {
        return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
    }
}
