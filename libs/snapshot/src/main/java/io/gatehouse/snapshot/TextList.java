package io.gatehouse.snapshot;

import java.util.Arrays;

/**
 * Texts by their place, in pieces of 64: a reader touches two arrays, and adding one copies a piece
 * and the list of pieces. Immutable; safe for all threads.
 */
final class TextList {

    static final TextList EMPTY = new TextList(new String[0][], 0);

    private static final int BITS = 6;
    private static final int PIECE = 1 << BITS;

    private final String[][] pieces;
    private final int size;

    private TextList(String[][] pieces, int size) {
        this.pieces = pieces;
        this.size = size;
    }

    int size() {
        return size;
    }

    /**
     * @param place from 0
     * @throws IndexOutOfBoundsException if nothing is there
     */
    String get(int place) {
        return pieces[place >> BITS][place & (PIECE - 1)];
    }

    /** These, and that behind them. */
    TextList with(String text) {
        int last = size >> BITS;
        String[][] all = Arrays.copyOf(pieces, last + 1);
        all[last] = (size & (PIECE - 1)) == 0 ? new String[] {text} : joined(pieces[last], text);
        return new TextList(all, size + 1);
    }

    private static String[] joined(String[] piece, String text) {
        String[] longer = Arrays.copyOf(piece, piece.length + 1);
        longer[piece.length] = text;
        return longer;
    }
}
