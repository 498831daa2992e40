package io.gatehouse.snapshot;

import io.gatehouse.snapshot.IdentityTables.UserRow;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The users of one account as rows of bytes (PERFORMANCE G6): some forty bytes for each, look-up by
 * name and by id included, beside 330 and more for objects in maps. Immutable; a change copies two
 * pages of some thirty users. Safe for all threads.
 *
 * <p>Rows stand in pages under the hash of the folded name: a byte of that hash, the length, then
 * id, name, and numbers of {@link Words}. Beside them, under the hash of the id, stand pairs of
 * both hashes, eight bytes each: with them an id leads to its row. A row is read when it is asked
 * for.
 */
final class UserTable {

    /** The number of pages doubles when they hold more users than this on average. */
    private static final int FULL = 48;

    private static final int PAIR = 8;

    static final UserTable EMPTY = new UserTable(HashPages.EMPTY, HashPages.EMPTY, Words.NONE, 0);

    private final HashPages rows;
    private final HashPages pairs;
    private final Words words;
    private final int size;

    private UserTable(HashPages rows, HashPages pairs, Words words, int size) {
        this.rows = rows;
        this.pairs = pairs;
        this.words = words;
        this.size = size;
    }

    int size() {
        return size;
    }

    /** The user of that name, without regard to case. */
    @Nullable UserRow named(String name) {
        int hash = hash(name);
        byte[] page = rows.page(hash);
        UserRow found = null;
        for (int at = 0; at < page.length; ) {
            PageReader row = new PageReader(page, at + 1);
            int end = row.number() + row.at();
            if (page[at] == (byte) hash) {
                UserRow user = read(row);
                // Of two with one name, of whom one is about to go, the later counts.
                found = user.name().equalsIgnoreCase(name) ? user : found;
            }
            at = end;
        }
        return found;
    }

    /** The user with that id. */
    @Nullable UserRow get(String id) {
        int hash = id.hashCode();
        byte[] page = pairs.page(hash);
        for (int at = 0; at < page.length; at += PAIR) {
            if (integer(page, at) == hash) {
                byte[] candidates = rows.page(integer(page, at + 4));
                int found = find(candidates, integer(page, at + 4), id);
                if (found >= 0) {
                    return read(body(candidates, found));
                }
            }
        }
        return null;
    }

    boolean has(String id) {
        return get(id) != null;
    }

    UserTable with(UserRow row) {
        UserTable others = without(row.id()).grown();
        Words all = withWords(others.words, row);
        int hash = hash(row.name());
        byte[] written = write(row, hash, all);
        int idHash = row.id().hashCode();
        return new UserTable(
                others.rows.with(hash, page -> joined(page, written)),
                others.pairs.with(idHash, page -> joined(page, pair(idHash, hash))),
                all,
                others.size + 1);
    }

    UserTable without(String id) {
        UserRow row = get(id);
        if (row == null) {
            return this;
        }
        int hash = hash(row.name());
        int idHash = id.hashCode();
        return new UserTable(
                rows.with(hash, page -> cut(page, find(page, hash, id))),
                pairs.with(idHash, page -> withoutPair(page, idHash, hash)),
                words,
                size - 1);
    }

    /**
     * The table of these users and no others, as if they had come one after another; each page is
     * written once.
     *
     * @param users each id once
     */
    static UserTable of(Collection<UserRow> users) {
        Words words = Words.NONE;
        for (UserRow user : users) {
            words = withWords(words, user);
        }
        int bits = 0;
        while (users.size() > (1 << bits) * FULL) {
            bits++;
        }
        HashPages.Filling rows = new HashPages.Filling(bits);
        HashPages.Filling pairs = new HashPages.Filling(bits);
        for (UserRow user : users) {
            int hash = hash(user.name());
            int idHash = user.id().hashCode();
            rows.add(hash, write(user, hash, words));
            pairs.add(idHash, pair(idHash, hash));
        }
        return new UserTable(rows.pages(), pairs.pages(), words, users.size());
    }

    private static Words withWords(Words words, UserRow row) {
        Words all = words.with(row.path()).with(row.boundaryArn());
        for (String group : row.groupIds()) {
            all = all.with(group);
        }
        return all;
    }

    /** Every user with its id, in no particular order. */
    void forEach(BiConsumer<String, UserRow> action) {
        for (int number = 0; number < rows.count(); number++) {
            byte[] page = rows.pageAt(number);
            for (int at = 0; at < page.length; at = end(page, at)) {
                UserRow row = read(body(page, at));
                action.accept(row.id(), row);
            }
        }
    }

    void writeTo(ImageOutput out) throws IOException {
        out.writeInt(size);
        out.list(words.inOrder(), out::text);
        rows.writeTo(out);
        pairs.writeTo(out);
    }

    static UserTable readFrom(ImageInput in) throws IOException {
        int size = in.readInt();
        Words words = Words.NONE;
        for (String word : in.texts()) {
            words = words.with(word);
        }
        return new UserTable(HashPages.readFrom(in), HashPages.readFrom(in), words, size);
    }

    /** With twice as many pages if these are full. */
    private UserTable grown() {
        if (size < rows.count() * FULL) {
            return this;
        }
        HashPages more = HashPages.blank(rows.bits() + 1);
        HashPages morePairs = HashPages.blank(rows.bits() + 1);
        for (int number = 0; number < rows.count(); number++) {
            split(rows.pageAt(number), more);
        }
        for (int number = 0; number < pairs.count(); number++) {
            byte[] page = pairs.pageAt(number);
            for (int at = 0; at < page.length; at += PAIR) {
                add(morePairs, integer(page, at), page, at, at + PAIR);
            }
        }
        return new UserTable(more, morePairs, words, size);
    }

    private static void split(byte[] page, HashPages into) {
        for (int at = 0; at < page.length; ) {
            int end = end(page, at);
            PageReader row = body(page, at);
            row.id();
            add(into, hash(row.text()), page, at, end);
            at = end;
        }
    }

    private static void add(HashPages into, int hash, byte[] page, int from, int to) {
        into.fill(hash, joined(into.page(hash), Arrays.copyOfRange(page, from, to)));
    }

    private static byte[] write(UserRow user, int hash, Words words) {
        PageWriter body = new PageWriter();
        body.id(user.id());
        body.text(user.name());
        body.number(words.number(user.path()));
        body.number(words.number(user.boundaryArn()));
        body.number(user.groupIds().size());
        user.groupIds().forEach(group -> body.number(words.number(group)));
        body.number(user.keyIds().size());
        user.keyIds().forEach(body::id);
        body.number(user.tags().size());
        user.tags()
                .forEach((key, value) -> {
                    body.text(key);
                    body.text(value);
                });
        PageWriter row = new PageWriter();
        row.octet(hash);
        row.octets(body.bytes());
        return row.bytes();
    }

    private UserRow read(PageReader row) {
        String id = row.id();
        String name = row.text();
        String path = words.text(row.number());
        String boundary = words.text(row.number());
        List<String> groups = new ArrayList<>();
        for (int left = row.number(); left > 0; left--) {
            groups.add(words.text(row.number()));
        }
        List<String> keys = new ArrayList<>();
        for (int left = row.number(); left > 0; left--) {
            keys.add(row.id());
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (int left = row.number(); left > 0; left--) {
            tags.put(row.text(), row.text());
        }
        return new UserRow(
                id, name, path, List.copyOf(groups), Map.copyOf(tags), List.copyOf(keys), boundary);
    }

    /** Where in a page the row of an id starts; -1 if it is not there. */
    private static int find(byte[] page, int hash, String id) {
        for (int at = 0; at < page.length; at = end(page, at)) {
            if (page[at] == (byte) hash && body(page, at).id().equals(id)) {
                return at;
            }
        }
        return -1;
    }

    private static PageReader body(byte[] page, int at) {
        PageReader row = new PageReader(page, at + 1);
        row.number();
        return row;
    }

    private static int end(byte[] page, int at) {
        PageReader row = new PageReader(page, at + 1);
        return row.number() + row.at();
    }

    private static byte[] cut(byte[] page, int at) {
        int end = end(page, at);
        byte[] rest = Arrays.copyOf(page, page.length - (end - at));
        System.arraycopy(page, end, rest, at, page.length - end);
        return rest;
    }

    private static byte[] withoutPair(byte[] page, int idHash, int nameHash) {
        for (int at = 0; at < page.length; at += PAIR) {
            if (integer(page, at) == idHash && integer(page, at + 4) == nameHash) {
                byte[] rest = Arrays.copyOf(page, page.length - PAIR);
                System.arraycopy(page, at + PAIR, rest, at, page.length - at - PAIR);
                return rest;
            }
        }
        throw new IllegalStateException("a row without its pair");
    }

    private static byte[] joined(byte[] page, byte[] added) {
        byte[] both = Arrays.copyOf(page, page.length + added.length);
        System.arraycopy(added, 0, both, page.length, added.length);
        return both;
    }

    private static byte[] pair(int idHash, int nameHash) {
        byte[] pair = new byte[PAIR];
        for (int i = 0; i < 4; i++) {
            pair[i] = (byte) (idHash >>> (24 - 8 * i));
            pair[4 + i] = (byte) (nameHash >>> (24 - 8 * i));
        }
        return pair;
    }

    private static int integer(byte[] page, int at) {
        return page[at] << 24
                | (page[at + 1] & 0xFF) << 16
                | (page[at + 2] & 0xFF) << 8
                | (page[at + 3] & 0xFF);
    }

    private static int hash(String name) {
        return folded(name).hashCode();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
