package io.gatehouse.policyservice.value;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * The tags of one managed policy, in the order they came; keys are unique, and case counts, other
 * than for users and roles (SEMANTICS 4).
 */
public record Tags(List<Tag> all) {

    public static final Tags NONE = new Tags(List.of());

    public Tags {
        all = List.copyOf(all);
        if (repeatsKey(all)) {
            throw new IllegalArgumentException("tag keys repeat");
        }
    }

    /** Whether two tags of the list have the same key. */
    public static boolean repeatsKey(List<Tag> tags) {
        Set<String> seen = new HashSet<>();
        return tags.stream().anyMatch(tag -> !seen.add(tag.key()));
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
        more.all.forEach(tag -> byKey.put(tag.key(), tag));
        return new Tags(List.copyOf(byKey.values()));
    }

    /** These without the tags of those keys; keys that are not here are no error. */
    public Tags without(Collection<String> keys) {
        return new Tags(all.stream().filter(tag -> !keys.contains(tag.key())).toList());
    }

    /** Those of {@code wanted} that these do not hold exactly so. */
    public Tags missingFrom(Tags wanted) {
        return new Tags(wanted.all.stream().filter(tag -> !all.contains(tag)).toList());
    }

    /** Those of the keys that these have, in the order of the tags. */
    public List<String> keysAmong(Collection<String> keys) {
        return all.stream().map(Tag::key).filter(keys::contains).toList();
    }

    private LinkedHashMap<String, Tag> byKey() {
        LinkedHashMap<String, Tag> byKey = new LinkedHashMap<>();
        all.forEach(tag -> byKey.put(tag.key(), tag));
        return byKey;
    }
}
