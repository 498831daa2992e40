package io.gatehouse.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes what {@link PageReader} reads: numbers of variable length, texts, unique ids. */
final class PageWriter {

    static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** Kinds of ids that are packed, with how many characters follow. */
    static final String[] PREFIXES = {"", "AIDA", "AKIA"};

    static final int[] FOLLOWING = {0, 17, 16};

    private byte[] bytes = new byte[128];
    private int size;

    void octet(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    void number(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            octet((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        octet(rest);
    }

    void text(String text) {
        octets(text.getBytes(StandardCharsets.UTF_8));
    }

    /** With their number before. */
    void octets(byte[] some) {
        number(some.length);
        for (byte one : some) {
            octet(one);
        }
    }

    /** Five bits a character where the id is of the usual form. */
    void id(String id) {
        int kind = kind(id);
        octet(kind);
        if (kind == 0) {
            text(id);
            return;
        }
        int held = 0;
        int bits = 0;
        for (int i = PREFIXES[kind].length(); i < id.length(); i++) {
            held = held << 5 | ALPHABET.indexOf(id.charAt(i));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                octet(held >>> bits);
                held &= (1 << bits) - 1;
            }
        }
        if (bits > 0) {
            octet(held << (8 - bits));
        }
    }

    private static int kind(String id) {
        for (int kind = 1; kind < PREFIXES.length; kind++) {
            if (id.length() == PREFIXES[kind].length() + FOLLOWING[kind]
                    && id.startsWith(PREFIXES[kind])
                    && id.chars()
                            .skip(PREFIXES[kind].length())
                            .allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
                return kind;
            }
        }
        return 0;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }
}
