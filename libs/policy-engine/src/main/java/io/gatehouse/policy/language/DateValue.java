package io.gatehouse.policy.language;

import java.util.OptionalLong;

/**
 * Dates as policies and context values write them (SEMANTICS 4): the W3C profile of ISO 8601
 * ({@code YYYY}, {@code YYYY-MM}, {@code YYYY-MM-DD}, with {@code Thh:mm[:ss[.s]]} and {@code Z} or
 * {@code ±hh:mm}; no zone is UTC), or seconds since 1970. Up to four digits alone are a year. Read
 * by hand: no allocation.
 */
public final class DateValue {

    /** What {@link #micros} answers for a text that is not a date. */
    public static final long NOT_A_DATE = Long.MIN_VALUE;

    private static final long MICROS = 1_000_000L;

    /**
     * Beyond some 291,000 years from 1970 microseconds do not fit; such dates are compared at the
     * rim.
     */
    private static final long RIM = 9_200_000_000_000L;

    private DateValue() {}

    /** Microseconds since 1970 (further digits of a fraction do not count), or empty. */
    public static OptionalLong parse(String text) {
        long micros = micros(text);
        return micros == NOT_A_DATE ? OptionalLong.empty() : OptionalLong.of(micros);
    }

    /**
     * Microseconds since 1970, clamped to some 291,000 years on both sides, or {@link #NOT_A_DATE}.
     */
    public static long micros(String text) {
        int length = text.length();
        if (length == 0 || length > 40) {
            return NOT_A_DATE;
        }
        boolean negative = text.charAt(0) == '-';
        int digits = digitsFrom(text, negative ? 1 : 0);
        int end = digits + (negative ? 1 : 0);
        if (end == length && digits > 0 && (negative || digits > 4)) {
            return epochSeconds(text, negative, digits);
        }
        if (end == length && digits > 0) {
            return clamp(daysSinceEpoch((int) number(text, 0, digits), 1, 1) * 86_400L, 0);
        }
        if (digits != 4 || negative) {
            return digits > 0 ? epochWithFraction(text, negative, digits, end) : NOT_A_DATE;
        }
        return iso(text, length);
    }

    private static long epochSeconds(String text, boolean negative, int digits) {
        if (digits > 18) {
            return NOT_A_DATE;
        }
        long seconds = number(text, negative ? 1 : 0, digits);
        return clamp(negative ? -seconds : seconds, 0);
    }

    private static long epochWithFraction(String text, boolean negative, int digits, int end) {
        if (digits > 18 || digits <= 4 || end >= text.length() || text.charAt(end) != '.') {
            return NOT_A_DATE;
        }
        int fraction = digitsFrom(text, end + 1);
        if (fraction == 0 || end + 1 + fraction != text.length()) {
            return NOT_A_DATE;
        }
        long seconds = number(text, negative ? 1 : 0, digits);
        long micros = fractionMicros(text, end + 1, fraction);
        return clamp(negative ? -seconds : seconds, negative ? -micros : micros);
    }

    private static long iso(String text, int length) {
        int year = (int) number(text, 0, 4);
        int month = 1;
        int day = 1;
        int at = 4;
        if (at < length) {
            if (!twoDigitsAfter(text, at, '-')) {
                return NOT_A_DATE;
            }
            month = (int) number(text, at + 1, 2);
            at += 3;
            if (at < length && text.charAt(at) == '-') {
                if (!twoDigitsAfter(text, at, '-')) {
                    return NOT_A_DATE;
                }
                day = (int) number(text, at + 1, 2);
                at += 3;
            } else if (at < length) {
                return NOT_A_DATE;
            }
        }
        if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
            return NOT_A_DATE;
        }
        long seconds = daysSinceEpoch(year, month, day) * 86_400L;
        return at == length ? clamp(seconds, 0) : time(text, at, length, seconds);
    }

    private static long time(String text, int start, int length, long midnight) {
        char mark = text.charAt(start);
        if (mark != 'T' && mark != 't') {
            return NOT_A_DATE;
        }
        if (!twoDigitsAfter(text, start, mark) || !twoDigitsAfter(text, start + 3, ':')) {
            return NOT_A_DATE;
        }
        long hour = number(text, start + 1, 2);
        long minute = number(text, start + 4, 2);
        int at = start + 6;
        long second = 0;
        long micros = 0;
        if (at < length && text.charAt(at) == ':') {
            if (!twoDigitsAfter(text, at, ':')) {
                return NOT_A_DATE;
            }
            second = number(text, at + 1, 2);
            at += 3;
            if (at < length && text.charAt(at) == '.') {
                int fraction = digitsFrom(text, at + 1);
                if (fraction == 0) {
                    return NOT_A_DATE;
                }
                micros = fractionMicros(text, at + 1, fraction);
                at += 1 + fraction;
            }
        }
        if (hour > 23 || minute > 59 || second > 60) {
            return NOT_A_DATE;
        }
        long seconds = midnight + hour * 3600 + minute * 60 + second;
        return zone(text, at, length, seconds, micros);
    }

    private static long zone(String text, int at, int length, long seconds, long micros) {
        if (at == length) {
            return clamp(seconds, micros);
        }
        char mark = text.charAt(at);
        if ((mark == 'Z' || mark == 'z') && at + 1 == length) {
            return clamp(seconds, micros);
        }
        if ((mark != '+' && mark != '-')
                || at + 6 != length
                || !twoDigitsAfter(text, at, mark)
                || !twoDigitsAfter(text, at + 3, ':')) {
            return NOT_A_DATE;
        }
        long hours = number(text, at + 1, 2);
        long minutes = number(text, at + 4, 2);
        if (hours > 23 || minutes > 59) {
            return NOT_A_DATE;
        }
        long offset = hours * 3600 + minutes * 60;
        return clamp(mark == '+' ? seconds - offset : seconds + offset, micros);
    }

    private static long clamp(long seconds, long micros) {
        if (seconds > RIM) {
            return RIM * MICROS;
        }
        if (seconds < -RIM) {
            return -RIM * MICROS;
        }
        return seconds * MICROS + micros;
    }

    private static boolean twoDigitsAfter(String text, int at, char mark) {
        return at + 2 < text.length()
                && text.charAt(at) == mark
                && isDigit(text.charAt(at + 1))
                && isDigit(text.charAt(at + 2));
    }

    private static int digitsFrom(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static long number(String text, int from, int digits) {
        long number = 0;
        for (int i = 0; i < digits; i++) {
            number = number * 10 + (text.charAt(from + i) - '0');
        }
        return number;
    }

    private static long fractionMicros(String text, int from, int digits) {
        long micros = 0;
        for (int i = 0; i < 6; i++) {
            micros = micros * 10 + (i < digits ? text.charAt(from + i) - '0' : 0);
        }
        return micros;
    }

    private static int daysIn(int year, int month) {
        return switch (month) {
            case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Howard Hinnant's days_from_civil. */
    private static long daysSinceEpoch(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
