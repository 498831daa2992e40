package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Issue 4: a write repeated under the same invocation within ten minutes gets the first answer. */
@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class RepeatedWritesTest {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @Inject ServiceTokens tokens;

    private final String user = "repeated-" + NAMES.incrementAndGet();
    private Client root;

    @BeforeEach
    void there_is_a_user() {
        root = Client.root(tokens);
        root.iam("CreateUser", "UserName", user).then().statusCode(200);
    }

    private Client under(String invocation) {
        return Client.root(tokens).with("amz-sdk-invocation-id", invocation);
    }

    private static String any() {
        return UUID.randomUUID().toString();
    }

    private int keys() {
        return root.iam("ListAccessKeys", "UserName", user)
                .xmlPath()
                .getList("**.findAll { it.name() == 'AccessKeyId' }")
                .size();
    }

    @Test
    void a_repeated_creation_of_a_key_makes_one_and_tells_its_secret_again() {
        String id = any();
        Response first = under(id).iam("CreateAccessKey", "UserName", user);
        Response second = under(id).iam("CreateAccessKey", "UserName", user);

        first.then().statusCode(200);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(keys()).isEqualTo(1);
        Client.of(tokens, second).sts("GetCallerIdentity").then().statusCode(200);
    }

    @Test
    void repetitions_at_the_same_moment_make_one_key() {
        String id = any();
        List<CompletableFuture<Response>> all =
                Stream.generate(() ->
                                CompletableFuture.supplyAsync(
                                        () -> under(id).iam("CreateAccessKey", "UserName", user)))
                        .limit(4)
                        .toList();

        assertThat(all.stream().map(one -> one.join().asString()).distinct()).hasSize(1);
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void a_repetition_is_no_second_attempt_that_finds_the_first_one_there() {
        String id = any();
        String first = under(id).iam("CreateUser", "UserName", user + "-x").asString();

        assertThat(under(id).iam("CreateUser", "UserName", user + "-x").asString())
                .isEqualTo(first);
        assertThat(under(any()).iam("CreateUser", "UserName", user + "-x").statusCode())
                .isEqualTo(409);
    }

    @Test
    void another_request_another_caller_and_another_invocation_are_others() {
        String id = any();
        root.iam("CreateUser", "UserName", user + "-b").then().statusCode(200);
        Client other =
                Client.of(tokens, root.iam("CreateAccessKey", "UserName", user + "-b"))
                        .with("amz-sdk-invocation-id", id);
        under(id).iam("CreateAccessKey", "UserName", user).then().statusCode(200);

        under(id).iam("CreateAccessKey", "UserName", user + "-b").then().statusCode(200);
        other.iam("CreateAccessKey", "UserName", user).then().statusCode(200);
        assertThat(keys()).isEqualTo(2);
    }

    @Test
    void what_was_refused_is_judged_again() {
        String id = any();
        String later = user + "-later";
        under(id).iam("CreateAccessKey", "UserName", later).then().statusCode(404);
        root.iam("CreateUser", "UserName", later).then().statusCode(200);

        under(id).iam("CreateAccessKey", "UserName", later).then().statusCode(200);
    }

    @Test
    void answers_are_sealed_and_forgotten_after_a_while() throws SQLException {
        String id = any();
        Client key = Client.of(tokens, under(id).iam("CreateAccessKey", "UserName", user));

        assertThat(answers()).isNotEmpty().noneMatch(text -> text.contains(key.secret()));
        run("UPDATE first_answer SET expires = now() - interval '1 second'");
        under(id).iam("CreateAccessKey", "UserName", user).then().statusCode(200);
        assertThat(keys()).isEqualTo(2);
    }

    private static List<String> answers() throws SQLException {
        List<String> all = new java.util.ArrayList<>();
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().app());
                var select = sql.createStatement();
                var rows = select.executeQuery("SELECT answer FROM first_answer")) {
            while (rows.next()) {
                if (rows.getBytes(1) != null) {
                    all.add(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return all;
    }

    private static void run(String statement) throws SQLException {
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().app());
                var update = sql.createStatement()) {
            update.executeUpdate(statement);
        }
    }
}
