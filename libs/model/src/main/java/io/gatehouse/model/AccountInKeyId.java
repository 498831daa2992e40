package io.gatehouse.model;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Ids of temporary access keys, which name their account as AWS's do: of the 80 bits behind {@code
 * ASIA}, the first is set and the next 40 are the account; the rest is chance.
 *
 * <p>Two sessions may get the same id by chance; nothing rests on its being unique, because a
 * session is its token.
 */
public final class AccountInKeyId {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_OF_A_LETTER = 5;
    private static final int LETTERS = 16;
    private static final int CHANCE_BITS = 39;

    private AccountInKeyId() {}

    /** A new id of a temporary key of the account. */
    public static UniqueId temporaryKey(AccountId account, RandomGenerator chance) {
        long number = Long.parseLong(account.digits());
        long rest = chance.nextLong() & ((1L << CHANCE_BITS) - 1);
        StringBuilder text = new StringBuilder(IdKind.TEMPORARY_ACCESS_KEY.prefix());
        for (int letter = 0; letter < LETTERS; letter++) {
            int index = 0;
            for (int bit = 0; bit < BITS_OF_A_LETTER; bit++) {
                index = index << 1 | bit(letter * BITS_OF_A_LETTER + bit, number, rest);
            }
            text.append(ALPHABET.charAt(index));
        }
        return new UniqueId(text.toString());
    }

    /** The account that the id of a temporary key names; empty for anything else. */
    public static Optional<AccountId> accountOf(String keyId) {
        String prefix = IdKind.TEMPORARY_ACCESS_KEY.prefix();
        if (!keyId.startsWith(prefix) || keyId.length() != prefix.length() + LETTERS) {
            return Optional.empty();
        }
        long first = 0;
        for (int letter = 0; letter < 9; letter++) {
            int index = ALPHABET.indexOf(keyId.charAt(prefix.length() + letter));
            if (index < 0) {
                return Optional.empty();
            }
            first = first << BITS_OF_A_LETTER | index;
        }
        // 45 bits: the set one, forty of the account, four of chance.
        String digits = "%012d".formatted(first >> 4 & ((1L << 40) - 1));
        return first >> 44 == 1 && AccountId.isValid(digits)
                ? Optional.of(new AccountId(digits))
                : Optional.empty();
    }

    private static int bit(int place, long account, long rest) {
        if (place == 0) {
            return 1;
        }
        long bits = place <= 40 ? account >> (40 - place) : rest >> (79 - place);
        return (int) (bits & 1);
    }
}
