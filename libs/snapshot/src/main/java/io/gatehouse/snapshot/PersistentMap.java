package io.gatehouse.snapshot;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A map that never changes: {@link #with} and {@link #without} give another one, which shares all
 * but a path of nodes with this one. Immutable; safe for all threads.
 *
 * <p>Algorithm: hash array mapped trie (Bagwell 2001), 32 children a node, five bits of the mixed
 * hash a level; keys whose whole hash is equal lie in one list at the bottom. A look-up touches
 * log32(n) nodes: four for a million keys.
 */
final class PersistentMap<K, V> {

    private static final int BITS = 5;
    private static final int HASH_BITS = 32;
    private static final PersistentMap<?, ?> EMPTY =
            new PersistentMap<>(new Branch(0, new Object[0]), 0);

    private final Branch root;
    private final int size;

    private PersistentMap(Branch root, int size) {
        this.root = root;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // an empty map holds no key and no value of any type
    static <K, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    /**
     * All of these, each key once. Much cheaper than one after another: no branch is made twice.
     *
     * @throws IllegalArgumentException if a key is there twice
     */
    static <K, V> PersistentMap<K, V> of(Collection<Map.Entry<K, V>> entries) {
        if (entries.isEmpty()) {
            return empty();
        }
        Leaf[] leaves = new Leaf[entries.size()];
        int count = 0;
        for (Map.Entry<K, V> entry : entries) {
            K key = entry.getKey();
            leaves[count++] = new Leaf(mixed(key), key, entry.getValue(), null);
        }
        return new PersistentMap<>(built(leaves, 0, count, 0, new Leaf[count]), count);
    }

    int size() {
        return size;
    }

    /** The key's value; null if it has none. */
    @SuppressWarnings("unchecked") // only values of V are put in
    @Nullable V get(K key) {
        int hash = mixed(key);
        Object node = root;
        for (int shift = 0; node instanceof Branch branch; shift += BITS) {
            node = branch.child(bit(hash, shift));
        }
        for (Leaf leaf = (Leaf) node; leaf != null; leaf = leaf.next) {
            if (leaf.key.equals(key)) {
                return (V) leaf.value;
            }
        }
        return null;
    }

    boolean has(K key) {
        return get(key) != null;
    }

    /** This map, but with that value under the key. */
    PersistentMap<K, V> with(K key, V value) {
        int grown = has(key) ? size : size + 1;
        int hash = mixed(key);
        return new PersistentMap<>(put(root, 0, new Leaf(hash, key, value, null)), grown);
    }

    /** This map, but without the key. */
    PersistentMap<K, V> without(K key) {
        return has(key) ? new PersistentMap<>(remove(root, 0, mixed(key), key), size - 1) : this;
    }

    /** Every key with its value, in no particular order. */
    @SuppressWarnings("unchecked") // only keys of K and values of V are put in
    void forEach(BiConsumer<K, V> action) {
        visit(root, (key, value) -> action.accept((K) key, (V) value));
    }

    private static void visit(Object node, BiConsumer<Object, Object> action) {
        if (node instanceof Branch branch) {
            for (Object child : branch.children) {
                visit(child, action);
            }
            return;
        }
        for (Leaf leaf = (Leaf) node; leaf != null; leaf = leaf.next) {
            action.accept(leaf.key, leaf.value);
        }
    }

    private static Branch put(Branch branch, int shift, Leaf added) {
        int bit = bit(added.hash, shift);
        Object child = branch.child(bit);
        return switch (child) {
            case null -> branch.inserted(bit, added);
            case Branch below -> branch.replaced(bit, put(below, shift + BITS, added));
            default -> branch.replaced(bit, joined((Leaf) child, shift + BITS, added));
        };
    }

    private static Object joined(Leaf present, int shift, Leaf added) {
        if (present.hash == added.hash) {
            return new Leaf(added.hash, added.key, added.value, present.without(added.key));
        }
        Branch below = new Branch(bit(present.hash, shift), new Object[] {present});
        return put(below, shift, added);
    }

    /** Sorts a range by the bits of this level, and makes a branch of what is then side by side. */
    private static Branch built(Leaf[] leaves, int from, int to, int shift, Leaf[] room) {
        int[] ends = new int[1 << BITS];
        for (int i = from; i < to; i++) {
            ends[digit(leaves[i].hash, shift)]++;
        }
        int end = from;
        int bitmap = 0;
        for (int digit = 0; digit < ends.length; digit++) {
            bitmap |= ends[digit] > 0 ? 1 << digit : 0;
            end += ends[digit];
            ends[digit] = end;
        }
        System.arraycopy(leaves, from, room, from, to - from);
        int[] places = ends.clone();
        for (int i = to - 1; i >= from; i--) {
            leaves[--places[digit(room[i].hash, shift)]] = room[i];
        }
        Object[] children = new Object[Integer.bitCount(bitmap)];
        int child = 0;
        for (int digit = 0; digit < ends.length; digit++) {
            if (places[digit] < ends[digit]) {
                children[child++] = child(leaves, places[digit], ends[digit], shift + BITS, room);
            }
        }
        return new Branch(bitmap, children);
    }

    private static Object child(Leaf[] leaves, int from, int to, int shift, Leaf[] room) {
        Leaf first = leaves[from];
        for (int i = from + 1; i < to; i++) {
            if (leaves[i].hash != first.hash) {
                return built(leaves, from, to, shift, room);
            }
        }
        Leaf chain = first;
        for (int i = from + 1; i < to; i++) {
            Leaf added = leaves[i];
            for (Leaf other = chain; other != null; other = other.next) {
                if (other.key.equals(added.key)) {
                    throw new IllegalArgumentException("`%s` is there twice".formatted(added.key));
                }
            }
            chain = new Leaf(added.hash, added.key, added.value, chain);
        }
        return chain;
    }

    private static Branch remove(Branch branch, int shift, int hash, Object key) {
        int bit = bit(hash, shift);
        Object child = branch.child(bit);
        Object rest;
        if (child instanceof Branch below) {
            Branch smaller = remove(below, shift + BITS, hash, key);
            rest = smaller.children.length == 0 ? null : smaller;
        } else {
            rest = child == null ? null : ((Leaf) child).without(key);
        }
        return rest == null ? branch.removed(bit) : branch.replaced(bit, rest);
    }

    private static int mixed(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    private static int bit(int hash, int shift) {
        return 1 << digit(hash, shift);
    }

    private static int digit(int hash, int shift) {
        return (shift < HASH_BITS ? hash >>> shift : 0) & 31;
    }

    /** A key with its value, and the others of the same hash. */
    private record Leaf(int hash, Object key, Object value, @Nullable Leaf next) {

        @Nullable Leaf without(Object unwanted) {
            if (key.equals(unwanted)) {
                return next;
            }
            return next == null ? this : new Leaf(hash, key, value, next.without(unwanted));
        }
    }

    /** Up to 32 children; {@code bitmap} says which are there. Arrays are never changed. */
    private static final class Branch {
        final int bitmap;
        final Object[] children;

        Branch(int bitmap, Object[] children) {
            this.bitmap = bitmap;
            this.children = children;
        }

        @Nullable Object child(int bit) {
            return (bitmap & bit) == 0 ? null : children[index(bit)];
        }

        private int index(int bit) {
            return Integer.bitCount(bitmap & (bit - 1));
        }

        Branch replaced(int bit, Object child) {
            Object[] copy = children.clone();
            copy[index(bit)] = child;
            return new Branch(bitmap, copy);
        }

        Branch inserted(int bit, Object child) {
            int at = index(bit);
            Object[] copy = Arrays.copyOf(children, children.length + 1);
            System.arraycopy(children, at, copy, at + 1, children.length - at);
            copy[at] = child;
            return new Branch(bitmap | bit, copy);
        }

        Branch removed(int bit) {
            if ((bitmap & bit) == 0) {
                return this;
            }
            int at = index(bit);
            Object[] copy = Arrays.copyOf(children, children.length - 1);
            System.arraycopy(children, at + 1, copy, at, copy.length - at);
            return new Branch(bitmap & ~bit, copy);
        }
    }
}
