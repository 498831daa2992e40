package io.gatehouse.policyservice.managedpolicy;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The versions of one managed policy.
 *
 * @param all that exist, by number
 * @param defaultNumber the one that decides
 * @param used every number that there ever was: none is given again
 */
public record Versions(
        SortedMap<VersionNumber, PolicyVersion> all,
        VersionNumber defaultNumber,
        SortedSet<VersionNumber> used) {

    public Versions {
        all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
        used = Collections.unmodifiableSortedSet(new TreeSet<>(used));
        if (!all.containsKey(defaultNumber)) {
            throw new IllegalArgumentException(
                    "the default version %s does not exist".formatted(defaultNumber));
        }
    }

    static Versions of(PolicyVersion first) {
        return new Versions(
                new TreeMap<>(Map.of(first.number(), first)),
                first.number(),
                new TreeSet<>(Set.of(first.number())));
    }

    /** The version that decides. */
    public PolicyVersion defaultVersion() {
        PolicyVersion version = all.get(defaultNumber);
        if (version == null) {
            throw new IllegalStateException("checked by the constructor");
        }
        return version;
    }

    public boolean has(VersionNumber number) {
        return all.containsKey(number);
    }

    public int count() {
        return all.size();
    }

    /** The number that the next version gets. */
    VersionNumber next() {
        return used.last().next();
    }

    Versions with(PolicyVersion version) {
        TreeMap<VersionNumber, PolicyVersion> more = new TreeMap<>(all);
        more.put(version.number(), version);
        TreeSet<VersionNumber> numbers = new TreeSet<>(used);
        numbers.add(version.number());
        return new Versions(more, defaultNumber, numbers);
    }

    Versions withDefault(VersionNumber number) {
        return new Versions(all, number, used);
    }

    Versions without(VersionNumber number) {
        TreeMap<VersionNumber, PolicyVersion> fewer = new TreeMap<>(all);
        fewer.remove(number);
        return new Versions(fewer, defaultNumber, used);
    }
}
