package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * The rows of the actions that one set of policies has been asked for. Read without locks: rows are
 * immutable, and whoever misses one by a race finds it under the lock. Bounded, so that a caller
 * who makes up actions cannot fill the memory: beyond the bound rows are made and thrown away.
 */
final class ActionRows {

    private static final int MOST = 1024;

    private volatile @Nullable ActionRow[] table = new ActionRow[16];
    private int size;

    ActionRow get(String action, Function<String, ActionRow> make) {
        ActionRow row = find(table, action);
        return row != null ? row : missing(action, make);
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

    private synchronized ActionRow missing(String action, Function<String, ActionRow> make) {
        ActionRow known = find(table, action);
        if (known != null) {
            return known;
        }
        ActionRow row = make.apply(action);
        if (size < MOST) {
            size++;
            @Nullable ActionRow[] next =
                    size * 2 > table.length ? new ActionRow[table.length * 2] : table.clone();
            if (next.length > table.length) {
                for (ActionRow old : table) {
                    if (old != null) {
                        insert(next, old);
                    }
                }
            }
            insert(next, row);
            table = next;
        }
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
