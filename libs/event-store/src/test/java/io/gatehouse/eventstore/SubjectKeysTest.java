package io.gatehouse.eventstore;

import static io.gatehouse.eventstore.TestStore.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.eventstore.SubjectKeyRenewal.Place;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.SecretKeys;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class SubjectKeysTest {

    private static final PolicyOwner OWNER = new AccountId("000000000001");
    private static TestStore store;

    @BeforeAll
    static void open() {
        store = new TestStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void a_sealed_value_opens_again_and_shows_nothing_of_itself() {
        PersonalValues ada = forWriting("ada-1");
        String sealed = ada.seal("Ada Lovelace");
        assertThat(new String(Base64.getDecoder().decode(sealed), StandardCharsets.ISO_8859_1))
                .doesNotContain("Ada");
        assertThat(ada.seal("Ada Lovelace")).as("the same twice").isNotEqualTo(sealed);
        assertThat(forWriting("ada-1").open(sealed)).contains("Ada Lovelace");
    }

    @Test
    void a_value_sealed_for_one_subject_does_not_open_for_another() {
        String sealed = forWriting("ada-2").seal("Ada");
        PersonalValues bob = forWriting("bob-2");
        assertThatThrownBy(() -> bob.open(sealed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_changed_ciphertext_does_not_open() {
        PersonalValues ada = forWriting("ada-3");
        byte[] bytes = Base64.getDecoder().decode(ada.seal("Ada"));
        bytes[bytes.length - 1] ^= 1;
        String changed = Base64.getEncoder().encodeToString(bytes);
        assertThatThrownBy(() -> ada.open(changed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_key_of_a_new_subject_is_made_with_those_of_others_and_an_old_one_stays() {
        String sealed = forWriting("ada-5").seal("Ada");
        Map<String, PersonalValues> first = ofNew("new-5", "ada-5", "bob-5");
        assertThat(first).containsOnlyKeys("new-5", "ada-5", "bob-5");
        assertThat(first.get("ada-5").open(sealed)).contains("Ada");
        String fresh = first.get("new-5").seal("fresh");
        Map<String, PersonalValues> again = ofNew("new-5", "ada-5");
        assertThat(again.get("new-5").open(fresh)).contains("fresh");
        assertThat(again.get("ada-5").open(sealed)).contains("Ada");
    }

    private static Map<String, PersonalValues> ofNew(String fresh, String... others) {
        return await(store.keys.forWritingOfNew(store.pool, OWNER, fresh, Set.of(others)));
    }

    @Test
    void after_erasure_nothing_opens_and_nothing_is_sealed_again() {
        String sealed = forWriting("ada-4").seal("Ada");
        await(store.keys.erase(store.pool, OWNER, "ada-4"));
        await(store.keys.erase(store.pool, OWNER, "ada-4"));
        PersonalValues erased = forWriting("ada-4");
        assertThat(erased.open(sealed)).isEmpty();
        assertThatThrownBy(() -> erased.seal("Ada")).isInstanceOf(IllegalStateException.class);
        assertThat(
                        store.count(
                                "SELECT count(*) FROM subject_key WHERE subject = 'ada-4' AND"
                                        + " wrapped_key IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void a_subject_erased_before_it_had_a_key_never_gets_one() {
        await(store.keys.erase(store.pool, OWNER, "ada-5"));
        PersonalValues erased = forWriting("ada-5");
        assertThatThrownBy(() -> erased.seal("Ada")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void reading_makes_no_keys() {
        assertThat(await(store.keys.reading(store.pool, OWNER, List.of("nobody")))).isEmpty();
    }

    @Test
    void keys_wrapped_under_an_older_master_key_are_read_after_rotation_and_not_without_it() {
        byte[] first = filled(1);
        byte[] second = filled(2);
        KeyWrapping before = new AesKeyWrapping(() -> SecretKeys.of(Map.of("2026-01", first)));
        KeyWrapping rotated =
                new AesKeyWrapping(
                        () -> SecretKeys.of(Map.of("2026-01", first, "2026-02", second)));
        byte[] wrapped = before.wrap(filled(9), "context");
        assertThat(rotated.unwrap(wrapped, "context")).isEqualTo(filled(9));
        byte[] newer = rotated.wrap(filled(9), "context");
        assertThatThrownBy(() -> before.unwrap(newer, "context"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2026-02");
        assertThatThrownBy(() -> before.unwrap(wrapped, "another"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rotated).hasToString("AesKeyWrapping[2026-01, 2026-02]");
    }

    @Test
    void keys_are_wrapped_anew_in_steps_and_what_they_seal_stays() {
        Map<String, byte[]> first = Map.of("k1", filled(1));
        Map<String, byte[]> second = Map.of("k2", filled(2));
        try (TestStore own = new TestStore()) {
            SubjectKeys before = new SubjectKeys(wrapping(first));
            List<String> sealed = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sealed.add(subject(before, own, i).seal("Ada"));
            }
            await(before.erase(own.pool, OWNER, "s3"));
            assertThat(walk(new SubjectKeyRenewal(wrapping(second)), own))
                    .as("their master key is not here: left as they are")
                    .isEqualTo("0 newest, 4 older");

            SubjectKeyRenewal renewal =
                    new SubjectKeyRenewal(wrapping(Map.of("k1", filled(1), "k2", filled(2))));
            assertThat(walk(renewal, own)).isEqualTo("4 newest, 0 older");

            SubjectKeys after = new SubjectKeys(wrapping(second));
            for (int i = 0; i < 5; i++) {
                assertThat(subject(after, own, i).open(sealed.get(i)))
                        .isEqualTo(i == 3 ? Optional.empty() : Optional.of("Ada"));
            }
        }
    }

    private static String walk(SubjectKeyRenewal renewal, TestStore own) {
        int newest = 0;
        int older = 0;
        Optional<Place> place = Optional.of(Place.START);
        while (place.isPresent()) {
            SubjectKeyRenewal.Step step = await(renewal.step(own.pool, place.get(), 2));
            newest += step.newest();
            older += step.older();
            place = step.next();
        }
        return newest + " newest, " + older + " older";
    }

    private static KeyWrapping wrapping(Map<String, byte[]> keys) {
        return new AesKeyWrapping(() -> SecretKeys.of(keys));
    }

    private static PersonalValues subject(SubjectKeys keys, TestStore own, int i) {
        String subject = "s" + i;
        return await(keys.forWriting(own.pool, OWNER, Set.of(subject))).get(subject);
    }

    private static byte[] filled(int with) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) with);
        return key;
    }

    private static PersonalValues forWriting(String subject) {
        return await(store.keys.forWriting(store.pool, OWNER, Set.of(subject))).get(subject);
    }
}
