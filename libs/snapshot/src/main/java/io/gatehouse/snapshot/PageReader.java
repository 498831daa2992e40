package io.gatehouse.snapshot;

import java.nio.charset.StandardCharsets;

/** Reads what {@link PageWriter} wrote, from a place on. For one thread. */
final class PageReader {

    private final byte[] bytes;
    private int at;

    PageReader(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at >= bytes.length;
    }

    void skip(int octets) {
        at += octets;
    }

    int octet() {
        return bytes[at++] & 0xFF;
    }

    int number() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
    }

    String text() {
        int length = number();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    String id() {
        int kind = octet();
        if (kind == 0) {
            return text();
        }
        StringBuilder id = new StringBuilder(PageWriter.PREFIXES[kind]);
        int held = 0;
        int bits = 0;
        for (int i = 0; i < PageWriter.FOLLOWING[kind]; i++) {
            if (bits < 5) {
                held = held << 8 | octet();
                bits += 8;
            }
            bits -= 5;
            id.append(PageWriter.ALPHABET.charAt(held >>> bits));
            held &= (1 << bits) - 1;
        }
        return id.toString();
    }
}
