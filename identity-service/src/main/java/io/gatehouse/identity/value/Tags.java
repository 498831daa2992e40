package io.gatehouse.identity.value;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * The tags of one user or role, in the order they came; keys are unique without regard to case
 * (SEMANTICS 4).
 */
public record Tags(List<Tag> all) {

    public static final Tags NONE = new Tags(List.of());

    public Tags {
        all = List.copyOf(all);
        if (repeatsKey(all)) {
            throw new IllegalArgumentException("tag keys repeat");
        }
    }

    /** Whether two tags of the list have the same key, case aside. */
    public static boolean repeatsKey(List<Tag> tags) {
        Set<String> seen = new HashSet<>();
        for (Tag tag : tags) {
            if (!seen.add(Tag.keyOf(tag.key()))) {
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
        more.all.forEach(tag -> byKey.put(Tag.keyOf(tag.key()), tag));
        return new Tags(List.copyOf(byKey.values()));
    }

    /** These without the tags of those keys; keys that are not here are no error. */
    public Tags without(Collection<String> keys) {
        LinkedHashMap<String, Tag> byKey = byKey();
        keys.forEach(key -> byKey.remove(Tag.keyOf(key)));
        return new Tags(List.copyOf(byKey.values()));
    }

    /** Those of {@code wanted} that these do not hold exactly so. */
    public Tags missingFrom(Tags wanted) {
        return new Tags(wanted.all.stream().filter(tag -> !all.contains(tag)).toList());
    }

    /** The keys of these that {@code wanted} does not have. */
    public List<String> keysBeyond(Tags wanted) {
        Set<String> kept = new HashSet<>();
        wanted.all.forEach(tag -> kept.add(Tag.keyOf(tag.key())));
        return all.stream().map(Tag::key).filter(key -> !kept.contains(Tag.keyOf(key))).toList();
    }

    private LinkedHashMap<String, Tag> byKey() {
        LinkedHashMap<String, Tag> byKey = new LinkedHashMap<>();
        all.forEach(tag -> byKey.put(Tag.keyOf(tag.key()), tag));
        return byKey;
    }
}
