package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.signing.SigningKeys;
import io.gatehouse.kit.renewal.KeyRenewal;
import io.gatehouse.kit.service.ServiceTokens;
import io.gatehouse.kit.session.SessionTokenVerifier;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** DESIGN 4, "Controls": rotation is online. */
@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class KeyRotationTest {

    /** Each sorts behind the ones before. */
    private static final AtomicInteger NEW_KEYS = new AtomicInteger();

    /** What seals in the database until the value is deleted, and its column. */
    private static final Map<String, String> SEALED =
            Map.of(
                    "credential", "secret",
                    "signing_key", "private_key",
                    "mfa_seed", "seed",
                    "saml_private_key", "private_key",
                    "subject_key", "wrapped_key");

    private final String newKey = "2026-12-%03d".formatted(NEW_KEYS.incrementAndGet());

    @Inject ServiceTokens tokens;
    @Inject KeysByHand keys;
    @Inject SigningKeys signing;
    @Inject KeyRenewal renewal;
    @Inject SessionTokenVerifier verifier;

    @Test
    void master_keys_rotate_under_load_and_no_credential_stops() throws Exception {
        Client root = Client.root(tokens);
        root.iam("CreateUser", "UserName", "rotated").then().statusCode(200);
        Client alice = Client.of(tokens, root.iam("CreateAccessKey", "UserName", "rotated"));
        Client session = Client.of(tokens, alice.sts("GetSessionToken"));
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> load = load(isOver, calls, failures, alice, session, root);

        writeMasterKey(newKey);
        keys.wait(Duration.ofMinutes(1));
        assertThat(keyOf(Client.of(tokens, alice.sts("GetSessionToken"))))
                .as("a key that has not settled signs nothing")
                .isNotEqualTo(newKey);
        keys.wait(Duration.ofMinutes(5));
        Client younger = Client.of(tokens, alice.sts("GetSessionToken"));
        assertThat(keyOf(younger)).isEqualTo(newKey);
        root.iam("CreateUser", "UserName", "after-rotation").then().statusCode(200);
        Client later = Client.of(tokens, root.iam("CreateAccessKey", "UserName", "after-rotation"));
        assertThat(sealedSecretOf(later.keyId())).contains(newKey);
        int before = calls.get();
        younger.sts("GetCallerIdentity").then().statusCode(200);
        later.sts("GetCallerIdentity").then().statusCode(200);
        session.sts("GetCallerIdentity").then().statusCode(200);
        while (calls.get() < before + 10 && failures.isEmpty()) {
            Thread.onSpinWait();
        }
        isOver.set(true);
        load.forEach(CompletableFuture::join);

        assertThat(failures).isEmpty();
        assertThat(calls.get()).isGreaterThan(10);
    }

    @Test
    void an_old_master_key_goes_when_all_that_it_sealed_is_sealed_anew() throws Exception {
        Client root = Client.root(tokens);
        root.iam("CreateUser", "UserName", "renewed").then().statusCode(200);
        Client alice = Client.of(tokens, root.iam("CreateAccessKey", "UserName", "renewed"));
        Client older = Client.of(tokens, alice.sts("GetSessionToken"));
        root.iam("CreateVirtualMFADevice", "VirtualMFADeviceName", "renewed")
                .then()
                .statusCode(200);
        writeMasterKey(newKey);
        keys.wait(Duration.ofMinutes(5));
        Client younger = Client.of(tokens, alice.sts("GetSessionToken"));
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> load = load(isOver, calls, failures, alice, younger, root);
        assertThat(withAnotherKeyThan(newKey)).isPositive();

        assertThat(renewal.walk().await().indefinitely().older()).isZero();
        assertThat(withAnotherKeyThan(newKey)).isZero();
        Map<Path, Path> aside = takeAwayAllBut(newKey);
        try {
            keys.wait(Duration.ofMinutes(1));
            int before = calls.get();
            root.iam("UpdateUser", "UserName", "renewed", "NewPath", "/moved/")
                    .then()
                    .statusCode(200);
            signing.refresh().await().indefinitely();
            assertThatThrownBy(() -> older.sts("GetCallerIdentity"))
                    .hasMessage("INVALID_CLIENT_TOKEN_ID");
            while (calls.get() < before + 10 && failures.isEmpty()) {
                Thread.onSpinWait();
            }
            isOver.set(true);
            load.forEach(CompletableFuture::join);
            assertThat(failures).isEmpty();
        } finally {
            isOver.set(true);
            for (var moved : aside.entrySet()) {
                Files.move(moved.getValue(), moved.getKey());
            }
            keys.wait(Duration.ofMinutes(1));
        }
    }

    private Map<Path, Path> takeAwayAllBut(String kid) throws IOException {
        Map<Path, Path> aside = new HashMap<>();
        try (var files = Files.newDirectoryStream(keys.directory(), "master-*.key")) {
            for (Path file : files) {
                if (!file.getFileName().toString().equals("master-" + kid + ".key")) {
                    Path elsewhere = Path.of(file + ".aside");
                    aside.put(file, Files.move(file, elsewhere));
                }
            }
        }
        assertThat(aside).isNotEmpty();
        return aside;
    }

    /** How many stored values do not name that key. */
    private static long withAnotherKeyThan(String kid) throws SQLException {
        long others = 0;
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().app());
                var statement = sql.createStatement()) {
            for (var sealed : SEALED.entrySet()) {
                var rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM %s WHERE position('%s'::bytea IN %s) = 0"
                                        .formatted(sealed.getKey(), kid, sealed.getValue()));
                rows.next();
                others += rows.getLong(1);
            }
        }
        return others;
    }

    private static List<CompletableFuture<Void>> load(
            AtomicBoolean isOver,
            AtomicInteger calls,
            List<Throwable> failures,
            Client... clients) {
        return Arrays.stream(clients)
                .map(client ->
                        CompletableFuture.runAsync(
                                () -> callUntil(isOver, client, calls, failures)))
                .toList();
    }

    private static void callUntil(
            AtomicBoolean isOver, Client client, AtomicInteger calls, List<Throwable> failures) {
        while (!isOver.get() && failures.isEmpty()) {
            try {
                client.sts("GetCallerIdentity").then().statusCode(200);
                calls.incrementAndGet();
            } catch (RuntimeException | AssertionError e) {
                failures.add(e);
            }
        }
    }

    private String keyOf(Client session) {
        return verifier.verify(session.sessionToken())
                .await()
                .indefinitely()
                .orElseThrow()
                .secretKeyId();
    }

    private void writeMasterKey(String kid) throws Exception {
        byte[] secret = new byte[32];
        java.util.Arrays.fill(secret, (byte) 9);
        Path file = keys.directory().resolve("master-" + kid + ".key");
        Path aside = keys.directory().resolve("new");
        Files.writeString(aside, Base64.getEncoder().encodeToString(secret));
        Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(aside, FileTime.from(keys.now()));
        Files.move(aside, file);
    }

    private static String sealedSecretOf(String keyId) throws SQLException {
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().app());
                var select =
                        sql.prepareStatement(
                                "SELECT secret FROM credential WHERE access_key_id = ?")) {
            select.setString(1, keyId);
            var rows = select.executeQuery();
            rows.next();
            return new String(rows.getBytes(1), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void signing_keys_rotate_with_overlap() throws Exception {
        Client root = Client.root(tokens);
        Client before = Client.of(tokens, root.sts("GetSessionToken"));
        String old = signing.signing().getKeyID();

        age("signs_from = signs_from - interval '31 days'");
        signing.refresh().await().indefinitely();
        assertThat(signing.signing().getKeyID())
                .as("the next key is published before it signs")
                .isEqualTo(old);
        assertThat(signing.published().getKeys()).hasSizeGreaterThan(1);
        age("signs_from = least(signs_from, now() - interval '1 second')");
        signing.refresh().await().indefinitely();

        assertThat(signing.signing().getKeyID()).isNotEqualTo(old);
        before.sts("GetCallerIdentity").then().statusCode(200);
        Client.of(tokens, root.sts("GetSessionToken"))
                .sts("GetCallerIdentity")
                .then()
                .statusCode(200);
    }

    @Test
    void a_signing_key_leaves_the_service_as_its_public_half_and_is_stored_sealed()
            throws Exception {
        String secret = signing.signing().getD().toString();
        assertThat(signing.published().toString(false)).contains("\"x\"").doesNotContain("\"d\"");
        assertThat(signing.published().getKeys()).noneMatch(key -> key.isPrivate());
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().app());
                var rows =
                        sql.createStatement().executeQuery("SELECT private_key FROM signing_key")) {
            while (rows.next()) {
                assertThat(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret);
            }
        }
    }

    private static void age(String change) throws SQLException {
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().app());
                var update = sql.createStatement()) {
            update.executeUpdate("UPDATE signing_key SET " + change);
        }
    }
}
