package io.gatehouse.identity.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * What an account demands of its users' passwords.
 *
 * @param minimumLength 6 to 128 characters
 * @param maximumAgeDays after which a password has to be changed; empty: never
 * @param reusePrevention how many former passwords may not come back, 1 to 24; empty: none
 * @param hardExpiry whether an expired password can only be replaced by an administrator
 */
public record PasswordPolicy(
        int minimumLength,
        boolean symbols,
        boolean numbers,
        boolean uppercase,
        boolean lowercase,
        boolean usersMayChange,
        Optional<Integer> maximumAgeDays,
        Optional<Integer> reusePrevention,
        boolean hardExpiry) {

    /** How many former passwords any policy can look back on. */
    public static final int LONGEST_MEMORY = 24;

    /** What AWS fills in where an update leaves a parameter out. */
    public static final int LEAST_LENGTH = 6;

    private static final String SYMBOLS = "!@#$%^&*()_+-=[]{}|'";

    /** Where an account has no policy: AWS asks for eight characters of three kinds out of four. */
    private static final int STANDARD_LENGTH = 8;

    private static final int STANDARD_KINDS = 3;

    /** What is wrong with a password for an account without a policy; empty where nothing is. */
    public static List<String> standardComplaints(String password, String userName) {
        List<String> complaints = new ArrayList<>();
        if (password.length() < STANDARD_LENGTH) {
            complaints.add(tooShort(STANDARD_LENGTH));
        }
        Stream<IntPredicate> kinds =
                Stream.of(
                        PasswordPolicy::isSymbol,
                        PasswordPolicy::isNumber,
                        PasswordPolicy::isUppercase,
                        PasswordPolicy::isLowercase);
        if (kinds.filter(kind -> has(password, kind)).count() < STANDARD_KINDS) {
            complaints.add(
                    "Password should have three of uppercase letters, lowercase letters, numbers"
                            + " and symbols");
        }
        if (password.equalsIgnoreCase(userName)) {
            complaints.add("Password should not be the user's name");
        }
        return complaints;
    }

    /** What is wrong with a password; empty where nothing is. */
    public List<String> complaints(String password) {
        List<String> complaints = new ArrayList<>();
        if (password.length() < minimumLength) {
            complaints.add(tooShort(minimumLength));
        }
        require(symbols, password, PasswordPolicy::isSymbol, "symbol", complaints);
        require(numbers, password, PasswordPolicy::isNumber, "number", complaints);
        require(uppercase, password, PasswordPolicy::isUppercase, "uppercase letter", complaints);
        require(lowercase, password, PasswordPolicy::isLowercase, "lowercase letter", complaints);
        return complaints;
    }

    /** When a password that was set then has to be changed; empty: never. */
    public Optional<Instant> expiry(Instant changed) {
        return maximumAgeDays.map(days -> changed.plus(Duration.ofDays(days)));
    }

    private static void require(
            boolean wanted,
            String password,
            IntPredicate kind,
            String name,
            List<String> complaints) {
        if (wanted && !has(password, kind)) {
            complaints.add("Password should have at least one " + name);
        }
    }

    private static boolean has(String password, IntPredicate kind) {
        return password.chars().anyMatch(kind);
    }

    private static String tooShort(int length) {
        return "Password should have a minimum length of " + length;
    }

    private static boolean isSymbol(int c) {
        return SYMBOLS.indexOf(c) >= 0;
    }

    private static boolean isNumber(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isUppercase(int c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLowercase(int c) {
        return c >= 'a' && c <= 'z';
    }
}
