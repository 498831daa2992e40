package io.gatehouse.metering;

/**
 * What is counted apart. The texts are as they came, except that what is no printable ASCII became
 * a question mark and what is too long became {@link #ANY}.
 *
 * @param account who is billed: twelve digits, or {@link #NONE}
 * @param principal unique id, never a name
 * @param service vendor of the action, such as {@code s3}
 * @param action without its vendor
 */
public record UsageKey(String account, String principal, String service, String action) {

    /** Stands for all that could not be counted apart. */
    public static final String ANY = "*";

    /** The account of those who have none. */
    public static final String NONE = "-";

    private static final int LONGEST = 128;
    private static final char SEPARATOR = '\t';

    /** The same, fit for the file: printable ASCII, each part at most 128 characters. */
    UsageKey clean() {
        return new UsageKey(clean(account), clean(principal), clean(service), clean(action));
    }

    /** The same without its action, for when there is no room to count it apart. */
    UsageKey ofService() {
        return new UsageKey(account, principal, service, ANY);
    }

    /** The account alone. */
    UsageKey ofAccount() {
        return new UsageKey(account, ANY, ANY, ANY);
    }

    boolean is(
            String otherAccount, String otherPrincipal, String otherService, String otherAction) {
        return action.equals(otherAction)
                && principal.equals(otherPrincipal)
                && service.equals(otherService)
                && account.equals(otherAccount);
    }

    String text() {
        return account + SEPARATOR + principal + SEPARATOR + service + SEPARATOR + action;
    }

    static UsageKey parse(String text) {
        String[] parts = text.split("\t", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("a key has four parts, not " + parts.length);
        }
        return new UsageKey(parts[0], parts[1], parts[2], parts[3]);
    }

    private static String clean(String part) {
        if (part.isEmpty()) {
            return NONE;
        }
        if (part.length() > LONGEST) {
            return ANY;
        }
        StringBuilder clean = null;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                if (clean == null) {
                    clean = new StringBuilder(part);
                }
                clean.setCharAt(i, '?');
            }
        }
        return clean == null ? part : clean.toString();
    }
}
