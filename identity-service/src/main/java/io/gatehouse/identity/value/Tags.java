package io.gatehouse.identity.value;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * The tags of one entity, in the order they came. Keys are unique: those of users and roles without
 * regard to case, those of everything else exactly (SEMANTICS 4).
 *
 * @param exact whether keys that differ in case alone are different keys
 */
public record Tags(List<Tag> all, boolean exact) {

    public static final Tags NONE = new Tags(List.of());

    public Tags {
        all = List.copyOf(all);
        if (repeatsKey(all, exact)) {
            throw new IllegalArgumentException("tag keys repeat");
        }
    }

    /** The tags of a user or role. */
    public Tags(List<Tag> all) {
        this(all, false);
    }

    /** The tags of what is neither a user nor a role. */
    public static Tags exact(List<Tag> all) {
        return new Tags(all, true);
    }

    /** Whether two tags of the list have the same key, case aside. */
    public static boolean repeatsKey(List<Tag> tags) {
        return repeatsKey(tags, false);
    }

    /** Whether two tags of the list have the same key. */
    public static boolean repeatsKey(List<Tag> tags, boolean exact) {
        Set<String> seen = new HashSet<>();
        for (Tag tag : tags) {
            if (!seen.add(keyOf(tag.key(), exact))) {
                return true;
            }
        }
        return false;
    }

    public int count() {
        return all.size();
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** These with {@code more} put over them; a tag that is replaced keeps its place. */
    public Tags with(Tags more) {
        LinkedHashMap<String, Tag> byKey = byKey();
        more.all.forEach(tag -> byKey.put(keyOf(tag.key(), exact), tag));
        return new Tags(List.copyOf(byKey.values()), exact);
    }

    /** These without the tags of those keys; keys that are not here are no error. */
    public Tags without(Collection<String> keys) {
        LinkedHashMap<String, Tag> byKey = byKey();
        keys.forEach(key -> byKey.remove(keyOf(key, exact)));
        return new Tags(List.copyOf(byKey.values()), exact);
    }

    /** Those of {@code wanted} that these do not hold exactly so. */
    public Tags missingFrom(Tags wanted) {
        return new Tags(wanted.all.stream().filter(tag -> !all.contains(tag)).toList(), exact);
    }

    /** The keys of these that {@code wanted} does not have. */
    public List<String> keysBeyond(Tags wanted) {
        Set<String> kept = new HashSet<>();
        wanted.all.forEach(tag -> kept.add(keyOf(tag.key(), exact)));
        return all.stream().map(Tag::key).filter(key -> !kept.contains(keyOf(key, exact))).toList();
    }

    private LinkedHashMap<String, Tag> byKey() {
        LinkedHashMap<String, Tag> byKey = new LinkedHashMap<>();
        all.forEach(tag -> byKey.put(keyOf(tag.key(), exact), tag));
        return byKey;
    }

    private static String keyOf(String key, boolean exact) {
        return exact ? key : Tag.keyOf(key);
    }
}
