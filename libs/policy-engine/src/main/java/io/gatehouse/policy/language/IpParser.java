package io.gatehouse.policy.language;

/** Reads IP addresses without allocating; reusable, for one thread. */
public final class IpParser {

    private boolean four;
    private long high;
    private long low;

    public boolean four() {
        return four;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** Whether the text is an address; if so, it is held until the next call. */
    public boolean parse(String text) {
        int length = text.length();
        if (length < 2 || length > 45) {
            return false;
        }
        if (text.indexOf(':') < 0) {
            long address = dotted(text, 0);
            four = true;
            high = 0;
            low = address;
            return address >= 0;
        }
        four = false;
        return colons(text, length);
    }

    /** Four decimal octets from an index to the end; -1 if they are not. */
    private static long dotted(String text, int from) {
        int length = text.length();
        if (length - from > 15) {
            return -1;
        }
        long address = 0;
        int value = 0;
        int digits = 0;
        int octets = 0;
        for (int at = from; at < length; at++) {
            int c = text.charAt(at);
            int digit = c - '0';
            if (digit >= 0 && digit <= 9) {
                boolean leadingZero = digits == 1 && value == 0;
                value = value * 10 + digit;
                digits++;
                if (leadingZero || value > 255) {
                    return -1;
                }
            } else if (c == '.' && digits > 0 && octets < 3) {
                address = address << 8 | value;
                octets++;
                value = 0;
                digits = 0;
            } else {
                return -1;
            }
        }
        return octets == 3 && digits > 0 ? address << 8 | value : -1;
    }

    private boolean colons(String text, int length) {
        high = 0;
        low = 0;
        int groups = 0;
        int gapAt = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gapAt = 0;
            at = 2;
        } else if (text.charAt(0) == ':') {
            return false;
        }
        while (at < length) {
            if (groups == 8) {
                return false;
            }
            int start = at;
            int value = 0;
            while (at < length && hex(text.charAt(at)) >= 0) {
                value = value << 4 | hex(text.charAt(at));
                at++;
                if (at - start > 4) {
                    return false;
                }
            }
            if (at < length && text.charAt(at) == '.') {
                long tail = dotted(text, start);
                if (tail < 0 || groups > 6) {
                    return false;
                }
                push((int) (tail >>> 16));
                push((int) (tail & 0xFFFF));
                groups += 2;
                at = length;
                continue;
            }
            if (at == start) {
                return false;
            }
            push(value);
            groups++;
            if (at == length) {
                break;
            }
            if (text.charAt(at) != ':') {
                return false;
            }
            at++;
            if (at < length && text.charAt(at) == ':') {
                if (gapAt >= 0) {
                    return false;
                }
                gapAt = groups;
                at++;
            } else if (at == length) {
                return false;
            }
        }
        return spread(groups, gapAt);
    }

    private void push(int group) {
        high = high << 16 | low >>> 48;
        low = low << 16 | group;
    }

    /** Moves the groups before the gap to the front. */
    private boolean spread(int groups, int gapAt) {
        if (gapAt < 0) {
            return groups == 8;
        }
        int missing = 8 - groups;
        if (missing < 1) {
            return false;
        }
        int behind = groups - gapAt;
        long headHigh = shiftRightHigh(high, behind * 16);
        long headLow = shiftRightLow(high, low, behind * 16);
        long tailHigh = high & lowBitsHigh(behind * 16);
        long tailLow = low & lowBitsLow(behind * 16);
        int up = (8 - gapAt) * 16;
        high = shiftLeftHigh(headHigh, headLow, up) | tailHigh;
        low = shiftLeftLow(headLow, up) | tailLow;
        return true;
    }

    private static long shiftRightHigh(long high, int by) {
        return by >= 64 ? 0 : high >>> by;
    }

    private static long shiftRightLow(long high, long low, int by) {
        if (by == 0) {
            return low;
        }
        if (by >= 128) {
            return 0;
        }
        return by >= 64 ? high >>> (by - 64) : low >>> by | high << (64 - by);
    }

    private static long shiftLeftHigh(long high, long low, int by) {
        if (by == 0) {
            return high;
        }
        if (by >= 128) {
            return 0;
        }
        return by >= 64 ? low << (by - 64) : high << by | low >>> (64 - by);
    }

    private static long shiftLeftLow(long low, int by) {
        return by >= 64 ? 0 : low << by;
    }

    private static long lowBitsHigh(int bits) {
        if (bits <= 64) {
            return 0;
        }
        return bits >= 128 ? -1L : (1L << (bits - 64)) - 1;
    }

    private static long lowBitsLow(int bits) {
        if (bits == 0) {
            return 0;
        }
        return bits >= 64 ? -1L : (1L << bits) - 1;
    }

    private static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
}
