package io.gatehouse.model;

/**
 * The twelve digits that name an account. Leading zeros count.
 *
 * @param digits exactly twelve ASCII digits
 */
public record AccountId(String digits) implements PolicyOwner, Comparable<AccountId> {

    public AccountId {
        if (!isValid(digits)) {
            throw new IllegalArgumentException(
                    "an account id is twelve digits, not `%s`".formatted(digits));
        }
    }

    /** Whether the text is twelve ASCII digits. */
    public static boolean isValid(String text) {
        if (text.length() != 12) {
            return false;
        }
        for (int i = 0; i < 12; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String text() {
        return digits;
    }

    @Override
    public int compareTo(AccountId other) {
        return digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return digits;
    }
}
