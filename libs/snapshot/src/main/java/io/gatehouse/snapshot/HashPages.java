package io.gatehouse.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Pages of bytes under hashes: an array of a power of two of pages, in two levels, so that changing
 * a page copies that page, 64 references beside it, and a reference for each further 64 pages.
 * Immutable; safe for all threads. What a page holds is its owner's business.
 */
final class HashPages {

    private static final int BESIDE_BITS = 6;
    private static final int BESIDE = 1 << BESIDE_BITS;
    private static final byte[] BLANK = {};

    /** For hundreds of millions of users in one account. */
    private static final int MOST_BITS = 22;

    /** One blank page. */
    static final HashPages EMPTY = new HashPages(new byte[][][] {{BLANK}}, 0);

    private final byte[][][] pages;
    private final int bits;

    private HashPages(byte[][][] pages, int bits) {
        this.pages = pages;
        this.bits = bits;
    }

    /** How many pages there are. */
    int count() {
        return 1 << bits;
    }

    /** The page of a hash; not to be changed. */
    byte[] page(int hash) {
        int number = number(hash);
        return pages[number >> BESIDE_BITS][number & (BESIDE - 1)];
    }

    /** The page with that number; not to be changed. */
    byte[] pageAt(int number) {
        return pages[number >> BESIDE_BITS][number & (BESIDE - 1)];
    }

    /** The same with another page under the hash. */
    HashPages with(int hash, UnaryOperator<byte[]> change) {
        int number = number(hash);
        byte[][][] copy = pages.clone();
        byte[][] beside = copy[number >> BESIDE_BITS].clone();
        beside[number & (BESIDE - 1)] = change.apply(beside[number & (BESIDE - 1)]);
        copy[number >> BESIDE_BITS] = beside;
        return new HashPages(copy, bits);
    }

    /** Blank pages, so many as a power of two. */
    static HashPages blank(int bits) {
        int count = 1 << bits;
        int beside = Math.min(count, BESIDE);
        byte[][][] pages = new byte[Math.max(1, count / BESIDE)][beside][];
        for (byte[][] some : pages) {
            Arrays.fill(some, BLANK);
        }
        return new HashPages(pages, bits);
    }

    /**
     * Sets the page of a hash in place.
     *
     * <p>INVARIANT: only while nobody else has seen these pages.
     */
    void fill(int hash, byte[] page) {
        int number = number(hash);
        pages[number >> BESIDE_BITS][number & (BESIDE - 1)] = page;
    }

    int bits() {
        return bits;
    }

    /** Pages in the making: each piece is copied once, into the page of its hash. */
    static final class Filling {

        private final HashPages blank;
        private final List<byte[]>[] pieces;

        @SuppressWarnings({"unchecked", "rawtypes"}) // There are no arrays of generic types.
        Filling(int bits) {
            this.blank = blank(bits);
            this.pieces = new List[blank.count()];
        }

        /** After those of the same page that were added before. */
        void add(int hash, byte[] piece) {
            int number = blank.number(hash);
            if (pieces[number] == null) {
                pieces[number] = new ArrayList<>();
            }
            pieces[number].add(piece);
        }

        /** To be called once. */
        HashPages pages() {
            for (int number = 0; number < pieces.length; number++) {
                if (pieces[number] != null) {
                    blank.pages[number >> BESIDE_BITS][number & (BESIDE - 1)] =
                            joined(pieces[number]);
                }
            }
            return blank;
        }

        private static byte[] joined(List<byte[]> pieces) {
            byte[] all = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
            int at = 0;
            for (byte[] piece : pieces) {
                System.arraycopy(piece, 0, all, at, piece.length);
                at += piece.length;
            }
            return all;
        }
    }

    void writeTo(ImageOutput out) throws IOException {
        out.writeByte(bits);
        for (int number = 0; number < count(); number++) {
            out.octets(pageAt(number));
        }
    }

    static HashPages readFrom(ImageInput in) throws IOException {
        int bits = in.readByte();
        if (bits < 0 || bits > MOST_BITS) {
            throw new IOException("2^%d pages are none that were written".formatted(bits));
        }
        HashPages read = blank(bits);
        for (int number = 0; number < read.count(); number++) {
            read.pages[number >> BESIDE_BITS][number & (BESIDE - 1)] = in.octets();
        }
        return read;
    }

    private int number(int hash) {
        return bits == 0 ? 0 : (hash * 0x9E37_79B9) >>> (32 - bits);
    }
}
