package io.gatehouse.policyservice.managedpolicy;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which version of a managed policy: {@code v1}, {@code v2} … Numbers only grow and are not used
 * again.
 */
public record VersionNumber(int number) implements Comparable<VersionNumber> {

    public static final VersionNumber FIRST = new VersionNumber(1);

    private static final Pattern FORM = Pattern.compile("v([1-9][0-9]{0,8})");

    public VersionNumber {
        if (number < 1) {
            throw new IllegalArgumentException("versions start at v1, not v%d".formatted(number));
        }
    }

    /** Reads {@link #text()}; empty for anything else. */
    public static Optional<VersionNumber> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new VersionNumber(Integer.parseInt(form.group(1))))
                : Optional.empty();
    }

    /** As AWS writes it. */
    public String text() {
        return "v" + number;
    }

    VersionNumber next() {
        return new VersionNumber(number + 1);
    }

    @Override
    public int compareTo(VersionNumber other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return text();
    }
}
