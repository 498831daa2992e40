package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.contracts.facts.v1.AccessKeyState;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.GroupFact;
import io.gatehouse.contracts.facts.v1.UserFact;
import io.gatehouse.snapshot.IdentityTables.UserRow;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** The flat table says what a map of objects says, at any moment, for every version kept. */
class UserTableTest {

    private final Random chance = new Random(42);

    @Test
    void every_version_keeps_saying_what_a_map_said_at_its_time() {
        Map<String, UserRow> model = new HashMap<>();
        UserTable table = UserTable.EMPTY;
        UserTable old = table;
        Map<String, UserRow> oldModel = Map.of();
        for (int step = 0; step < 6_000; step++) {
            int number = chance.nextInt(900);
            if (chance.nextInt(4) == 0) {
                String gone = id(number);
                table = table.without(gone);
                model.remove(gone);
            } else {
                UserRow row = row(number);
                table = table.with(row);
                model.put(row.id(), row);
            }
            if (step == 3_000) {
                old = table;
                oldModel = Map.copyOf(model);
            }
        }
        assertSame(table, model);
        assertSame(old, oldModel);
    }

    @Test
    void a_table_made_at_once_says_what_a_map_says_and_goes_on_as_any() {
        for (int users : List.of(0, 1, 48, 49, 5_000)) {
            Map<String, UserRow> model = new HashMap<>();
            for (int number = 0; number < users; number++) {
                UserRow row = row(number);
                model.put(row.id(), row);
            }
            UserTable table = UserTable.of(model.values());
            assertSame(table, model);
            for (int number = 0; number < 200; number++) {
                UserRow row = row(number + users / 2);
                table = table.with(row).without(id(number));
                model.put(row.id(), row);
                model.remove(id(number));
            }
            assertSame(table, model);
        }
    }

    @Test
    void facts_taken_at_once_make_what_they_make_one_after_another() {
        List<Fact> facts = new ArrayList<>();
        for (int step = 0; step < 3_000; step++) {
            int number = chance.nextInt(400);
            UserFact.Builder user =
                    UserFact.newBuilder().setId(id(number)).setName("user-" + number).setPath("/");
            for (int key = chance.nextInt(3); key > 0; key--) {
                user.addAccessKeys(
                        AccessKeyState.newBuilder()
                                .setAccessKeyId("AKIA%d-%d".formatted(number, key))
                                .setActive(chance.nextBoolean()));
            }
            facts.add(Fact.newBuilder().setUser(user).setDeleted(chance.nextInt(5) == 0).build());
            if (step % 50 == 0) {
                facts.add(
                        Fact.newBuilder()
                                .setGroup(GroupFact.newBuilder().setId("AGPA" + step).setName("g"))
                                .build());
            }
        }
        IdentityTables expected = IdentityTables.EMPTY.withAll(facts);
        IdentityTables made = IdentityTables.of(facts);
        Map<String, UserRow> users = new HashMap<>();
        expected.users().forEach(users::put);
        assertSame(made.users(), users);
        for (int number = 0; number < 400; number++) {
            for (int key = 1; key < 3; key++) {
                String id = "AKIA%d-%d".formatted(number, key);
                assertThat(made.isAlive(id)).isEqualTo(expected.isAlive(id));
                assertThat(made.keys().get(id)).isEqualTo(expected.keys().get(id));
            }
        }
        assertThat(made.groups().size()).isEqualTo(expected.groups().size());
        assertThat(made.keys().size()).isEqualTo(expected.keys().size());
    }

    @Test
    void a_user_is_found_by_any_case_of_the_name_and_no_longer_by_the_former_name() {
        UserTable table = UserTable.EMPTY.with(named("Alice"));
        assertThat(table.named("aLICE")).isEqualTo(named("Alice"));
        UserTable renamed = table.with(named("Bob"));
        assertThat(renamed.named("alice")).isNull();
        assertThat(renamed.named("bob")).isEqualTo(named("Bob"));
        assertThat(renamed.size()).isOne();
    }

    @Test
    void of_two_users_of_one_name_the_later_counts_until_one_goes() {
        UserRow first = row(1, "ann");
        UserRow second = row(2, "Ann");
        UserTable both = UserTable.EMPTY.with(first).with(second);
        assertThat(both.named("ANN")).isEqualTo(second);
        assertThat(both.without(second.id()).named("ann")).isEqualTo(first);
        assertThat(both.without(first.id()).named("ann")).isEqualTo(second);
    }

    @Test
    void changing_a_user_again_and_again_leaves_nothing_behind() throws IOException {
        UserTable once = UserTable.EMPTY.with(row(1, "ann")).with(row(2, "bob"));
        UserTable often = once;
        for (int i = 0; i < 1_000; i++) {
            often = often.with(named("Alice")).without(named("Alice").id());
        }
        assertThat(bytes(often)).isEqualTo(bytes(once));
    }

    private static int bytes(UserTable table) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        table.writeTo(new ImageOutput(written));
        return written.size();
    }

    @Test
    void ids_of_other_forms_and_names_of_other_letters_are_kept_as_they_are() {
        UserRow odd =
                new UserRow(
                        "AIDA0189OTHERFORM",
                        "j\u00f6rg.\u6f22",
                        "/a/b/",
                        List.of("AGPAX", "AGPAY"),
                        Map.of("k", "", "l", "v"),
                        List.of("AKIAIOSFODNN7EXAMPLE", "AKIA2222222222222222"),
                        "arn:aws:iam::111111111111:policy/p");
        assertThat(UserTable.EMPTY.with(odd).get(odd.id())).isEqualTo(odd);
    }

    private static void assertSame(UserTable table, Map<String, UserRow> model) {
        assertThat(table.size()).isEqualTo(model.size());
        List<UserRow> all = new ArrayList<>();
        table.forEach((id, row) -> {
            assertThat(row.id()).isEqualTo(id);
            all.add(row);
        });
        assertThat(all).containsExactlyInAnyOrderElementsOf(model.values());
        model.forEach((id, row) -> {
            assertThat(table.get(id)).isEqualTo(row);
            assertThat(table.named(row.name().toUpperCase(Locale.ROOT))).isEqualTo(row);
        });
        assertThat(table.get("AIDAAAAAAAAAAAAAAAAAA")).isNull();
        assertThat(table.named("nobody")).isNull();
    }

    private UserRow row(int number) {
        return row(number, "user-" + number + (chance.nextBoolean() ? "" : "-renamed"));
    }

    private UserRow row(int number, String name) {
        List<String> groups = new ArrayList<>();
        for (int i = chance.nextInt(5); i > 0; i--) {
            groups.add("AGPAGROUP" + chance.nextInt(40));
        }
        return new UserRow(
                id(number),
                name,
                chance.nextInt(9) == 0 ? "/team/" : "/",
                groups,
                chance.nextInt(9) == 0 ? Map.of("team", "red") : Map.of(),
                chance.nextBoolean() ? List.of("AKIA" + "ABCDEFGH234567AB") : List.of(),
                "");
    }

    private static UserRow named(String name) {
        return new UserRow("AIDAQ3EXAMPLEHOMOB7IU", name, "/", List.of(), Map.of(), List.of(), "");
    }

    private static String id(int number) {
        StringBuilder id = new StringBuilder("AIDA");
        for (int i = 0; i < 17; i++) {
            id.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt((number * 31 + i * i * 7) & 31));
        }
        return id.replace(
                        4,
                        8,
                        "%c%c%c%c"
                                .formatted(
                                        'A' + number % 26,
                                        'A' + number / 26 % 26,
                                        'A' + number / 676 % 26,
                                        'A'))
                .toString();
    }
}
