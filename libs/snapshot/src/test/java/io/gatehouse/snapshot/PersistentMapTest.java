package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class PersistentMapTest {

    /** A key whose hash collides as often as wanted. */
    private record Key(int value, int hash) {
        @Override
        public int hashCode() {
            return hash;
        }
    }

    @Property(tries = 200)
    void behaves_as_a_hash_map_whatever_collides(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 2_000) int hashes) {
        Random chance = new Random(seed);
        PersistentMap<Key, Integer> map = PersistentMap.empty();
        Map<Key, Integer> model = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            int value = chance.nextInt(300);
            Key key = new Key(value, value % hashes * 0x01000193);
            if (chance.nextInt(3) == 0) {
                map = map.without(key);
                model.remove(key);
            } else {
                map = map.with(key, i);
                model.put(key, i);
            }
            assertThat(map.size()).isEqualTo(model.size());
        }
        Map<Key, Integer> found = new HashMap<>();
        map.forEach(found::put);
        assertThat(found).isEqualTo(model);
        for (int value = 0; value < 300; value++) {
            Key key = new Key(value, value % hashes * 0x01000193);
            assertThat(map.get(key)).isEqualTo(model.get(key));
        }
    }

    @Property(tries = 50)
    void a_map_that_someone_holds_never_changes(@ForAll long seed) {
        Random chance = new Random(seed);
        PersistentMap<Integer, Integer> map = PersistentMap.empty();
        for (int i = 0; i < 200; i++) {
            map = map.with(chance.nextInt(500), i);
        }
        Map<Integer, Integer> before = new HashMap<>();
        map.forEach(before::put);

        PersistentMap<Integer, Integer> other = map;
        for (int i = 0; i < 200; i++) {
            other = other.with(chance.nextInt(500), -i).without(chance.nextInt(500));
        }

        Map<Integer, Integer> after = new HashMap<>();
        map.forEach(after::put);
        assertThat(after).isEqualTo(before);
    }

    @Property(tries = 200)
    void made_at_once_it_is_as_if_made_one_by_one(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 600) int size,
            @ForAll @IntRange(min = 1, max = 2_000) int hashes) {
        Random chance = new Random(seed);
        Map<Key, Integer> model = new HashMap<>();
        while (model.size() < size) {
            int value = chance.nextInt(10_000);
            model.put(new Key(value, value % hashes * 0x01000193), value);
        }
        PersistentMap<Key, Integer> map = PersistentMap.of(model.entrySet());
        assertThat(map.size()).isEqualTo(size);
        model.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
        PersistentMap<Key, Integer> emptied = map;
        for (Key key : model.keySet()) {
            emptied = emptied.without(key);
            assertThat(emptied.get(key)).isNull();
            emptied = emptied.with(key, -1).without(key);
        }
        assertThat(emptied.size()).isZero();
    }

    @Test
    void a_key_that_is_there_twice_is_refused() {
        assertThatThrownBy(() -> PersistentMap.of(List.of(Map.entry("a", 1), Map.entry("a", 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
