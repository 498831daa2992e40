package io.gatehouse.policy.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as numbers, dates, addresses and bytes (SEMANTICS 4). Empty where a text is none. */
final class Values {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern YEAR = Pattern.compile("[0-9]{1,4}");
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]+|-?[0-9]{5,}\\.[0-9]+");
    private static final Pattern VERSION_4 =
            Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern DATE =
            Pattern.compile(
                    "([0-9]{4})-([0-9]{2})(?:-([0-9]{2})(?:[Tt]([0-9]{2}):([0-9]{2})"
                            + "(?::([0-9]{2})(?:\\.([0-9]+))?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?)?");

    private Values() {}

    static Optional<BigDecimal> number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException exponentTooLarge) {
            return Optional.empty();
        }
    }

    /** Seconds since the epoch. */
    static Optional<BigDecimal> date(String text) {
        try {
            if (YEAR.matcher(text).matches()) {
                return Optional.of(seconds(Integer.parseInt(text), 1, 1, 0, 0, 0, "", ""));
            }
            if (SECONDS.matcher(text).matches()) {
                return Optional.of(rim(new BigDecimal(text)));
            }
            Matcher m = DATE.matcher(text);
            if (!m.matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    seconds(
                            Integer.parseInt(m.group(1)),
                            Integer.parseInt(m.group(2)),
                            or(m.group(3), 1),
                            or(m.group(4), 0),
                            or(m.group(5), 0),
                            or(m.group(6), 0),
                            m.group(7) == null ? "" : m.group(7),
                            m.group(8) == null ? "" : m.group(8)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static int or(String group, int otherwise) {
        return group == null ? otherwise : Integer.parseInt(group);
    }

    private static BigDecimal seconds(
            int year,
            int month,
            int day,
            int hour,
            int minute,
            int second,
            String fraction,
            String zone) {
        // A second 60 is the first of the next minute, as in ISO 8601's leap seconds.
        long whole =
                LocalDateTime.of(year, month, day, hour, minute, 0).toEpochSecond(ZoneOffset.UTC)
                        + second
                        - offset(zone);
        if (second > 60) {
            throw new DateTimeException("no such second");
        }
        BigDecimal seconds = BigDecimal.valueOf(whole);
        return fraction.isEmpty() ? seconds : seconds.add(new BigDecimal("0." + fraction));
    }

    private static long offset(String zone) {
        if (zone.length() < 6) {
            return 0;
        }
        int hours = Integer.parseInt(zone.substring(1, 3));
        int minutes = Integer.parseInt(zone.substring(4, 6));
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("no such zone");
        }
        return (zone.charAt(0) == '-' ? -1 : 1) * (hours * 3600L + minutes * 60L);
    }

    /** Dates beyond some 291,000 years compare as equal: the engine says so, and we agree. */
    private static BigDecimal rim(BigDecimal seconds) {
        return seconds.min(BigDecimal.valueOf(9_200_000_000_000L))
                .max(BigDecimal.valueOf(-9_200_000_000_000L));
    }

    /** An address with the number of bits it has. */
    record Address(BigInteger value, int bits) {}

    /** A range of addresses. */
    record Range(Address address, int prefix) {
        boolean contains(Address other) {
            int shift = address.bits - prefix;
            return address.bits == other.bits
                    && address.value.shiftRight(shift).equals(other.value.shiftRight(shift));
        }
    }

    static Optional<Range> range(String text) {
        int slash = text.indexOf('/');
        Optional<Address> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        if (slash < 0) {
            return Optional.of(new Range(address.get(), address.get().bits));
        }
        String prefix = text.substring(slash + 1);
        if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > address.get().bits) {
            return Optional.empty();
        }
        return Optional.of(new Range(address.get(), Integer.parseInt(prefix)));
    }

    static Optional<Address> address(String text) {
        return text.contains(":") ? version6(text) : version4(text);
    }

    private static Optional<Address> version4(String text) {
        if (!VERSION_4.matcher(text).matches()) {
            return Optional.empty();
        }
        BigInteger value = BigInteger.ZERO;
        for (String octet : text.split("\\.")) {
            if (Integer.parseInt(octet) > 255) {
                return Optional.empty();
            }
            value = value.shiftLeft(8).or(new BigInteger(octet));
        }
        return Optional.of(new Address(value, 32));
    }

    private static Optional<Address> version6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        Optional<List<Integer>> head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        Optional<List<Integer>> tail =
                gap < 0 ? Optional.of(List.of()) : groups(text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int given = head.get().size() + tail.get().size();
        if (gap < 0 ? given != 8 : given > 7) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(head.get());
        for (int i = given; i < 8; i++) {
            all.add(0);
        }
        all.addAll(tail.get());
        BigInteger value = BigInteger.ZERO;
        for (int group : all) {
            value = value.shiftLeft(16).or(BigInteger.valueOf(group));
        }
        return Optional.of(new Address(value, 128));
    }

    private static Optional<List<Integer>> groups(String text, boolean last) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (last && i == parts.length - 1 && parts[i].contains(".")) {
                Optional<Address> embedded = version4(parts[i]);
                if (embedded.isEmpty()) {
                    return Optional.empty();
                }
                int value = embedded.get().value().intValue();
                groups.add(value >>> 16);
                groups.add(value & 0xffff);
            } else if (GROUP.matcher(parts[i]).matches()) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
