package io.gatehouse.policy.language;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address range, read once and compared as numbers (SEMANTICS 4). Host bits are
 * masked; no prefix length means the one address. No name is ever looked up.
 *
 * @param four whether IPv4; the bits then stand in the low 32 bits of {@code low}
 * @param high the upper 64 bits of an IPv6 address
 */
public record IpRange(boolean four, long high, long low, int prefix) {

    public IpRange {
        int bits = four ? 32 : 128;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("a prefix of 0 to %d bits".formatted(bits));
        }
        if (four) {
            high = 0;
            low = prefix == 0 ? 0 : low & (0xFFFF_FFFFL << (32 - prefix)) & 0xFFFF_FFFFL;
        } else {
            high &= mask(prefix);
            low &= mask(prefix - 64);
        }
    }

    /** Reads an address or a CIDR; empty for anything else. */
    public static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        IpParser parser = new IpParser();
        if (!parser.parse(address)) {
            return Optional.empty();
        }
        int bits = parser.four() ? 32 : 128;
        int prefix = slash < 0 ? bits : prefix(text, slash + 1, bits);
        if (prefix < 0) {
            return Optional.empty();
        }
        return Optional.of(new IpRange(parser.four(), parser.high(), parser.low(), prefix));
    }

    /** Whether the address lies within; an address of the other family never does. */
    public boolean contains(IpParser address) {
        if (address.four() != four) {
            return false;
        }
        if (four) {
            return prefix == 0
                    || (address.low() & (0xFFFF_FFFFL << (32 - prefix)) & 0xFFFF_FFFFL) == low;
        }
        return (address.high() & mask(prefix)) == high
                && (address.low() & mask(prefix - 64)) == low;
    }

    /** Whether all of another range lies within; one of the other family never does. */
    public boolean contains(IpRange other) {
        return other.four == four
                && other.prefix >= prefix
                && new IpRange(four, other.high, other.low, prefix).equals(this);
    }

    private static long mask(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= 64 ? -1L : -1L << (64 - bits);
    }

    private static int prefix(String text, int from, int most) {
        int digits = text.length() - from;
        if (digits < 1 || digits > 3) {
            return -1;
        }
        int prefix = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            prefix = prefix * 10 + (c - '0');
        }
        return prefix <= most ? prefix : -1;
    }
}
