package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

/**
 * The rows of the actions that one set of policies has been asked for. Read without locks: rows are
 * immutable, and whoever misses one by a race makes it again. Bounded, so that a caller who makes
 * up actions cannot fill the memory: beyond the bound rows are made and thrown away.
 */
final class ActionRows {

    private static final int MOST = 1024;

    private volatile @Nullable ActionRow[] table = new ActionRow[16];
    private int size;

    /** The row of an action, if it is known. */
    @Nullable ActionRow find(String action) {
        return find(table, action);
    }

    private static @Nullable ActionRow find(@Nullable ActionRow[] table, String action) {
        int mask = table.length - 1;
        int hash = action.hashCode();
        for (int slot = (hash ^ hash >>> 15) & mask; ; slot = (slot + 1) & mask) {
            ActionRow row = table[slot];
            if (row == null || row.action.equals(action)) {
                return row;
            }
        }
    }

    /** Remembers a row, if there is room; the one to use. */
    synchronized ActionRow add(ActionRow row) {
        ActionRow known = find(table, row.action);
        if (known != null || size == MOST) {
            return known == null ? row : known;
        }
        size++;
        @Nullable ActionRow[] old = table;
        @Nullable ActionRow[] next =
                size * 2 > old.length ? new ActionRow[old.length * 2] : old.clone();
        if (next.length > old.length) {
            for (ActionRow other : old) {
                if (other != null) {
                    insert(next, other);
                }
            }
        }
        insert(next, row);
        table = next;
        return row;
    }

    private static void insert(@Nullable ActionRow[] table, ActionRow row) {
        int mask = table.length - 1;
        int hash = row.action.hashCode();
        int slot = (hash ^ hash >>> 15) & mask;
        while (table[slot] != null) {
            slot = (slot + 1) & mask;
        }
        table[slot] = row;
    }
}
