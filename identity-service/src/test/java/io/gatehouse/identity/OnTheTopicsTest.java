package io.gatehouse.identity;

import static io.gatehouse.identity.ToldOnTopics.all;
import static io.gatehouse.identity.ToldOnTopics.fact;
import static io.gatehouse.identity.ToldOnTopics.header;
import static io.gatehouse.identity.ToldOnTopics.record;
import static io.gatehouse.identity.ToldOnTopics.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.UserFact;
import io.gatehouse.internal.v1.DescribePrincipalsRequest;
import io.gatehouse.internal.v1.DescribePrincipalsResponse;
import io.gatehouse.internal.v1.PrincipalDetail;
import io.gatehouse.internal.v1.PrincipalKind;
import io.gatehouse.internal.v1.PrincipalQuestion;
import io.gatehouse.internal.v1.Refused;
import io.gatehouse.internal.v1.RepublishRequest;
import io.gatehouse.internal.v1.ResolvePrincipalsRequest;
import io.gatehouse.internal.v1.ResolvePrincipalsResponse;
import io.gatehouse.internal.v1.ShowPrincipalsRequest;
import io.gatehouse.internal.v1.StorePrincipalsRequest;
import io.gatehouse.kit.service.ServiceTokens;
import io.gatehouse.model.Revision;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class OnTheTopicsTest {

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;

    @Test
    void a_users_fact_tells_groups_tags_keys_and_boundary_and_then_that_it_is_gone()
            throws InvalidProtocolBufferException {
        Client root = Client.root(tokens);
        String id = userId(root, "told-as-fact");
        root.iam("CreateGroup", "GroupName", "tellers").then().statusCode(200);
        root.iam("AddUserToGroup", "GroupName", "tellers", "UserName", "told-as-fact")
                .then()
                .statusCode(200);
        String key =
                root.iam("CreateAccessKey", "UserName", "told-as-fact")
                        .then()
                        .statusCode(200)
                        .extract()
                        .xmlPath()
                        .getString("**.find { it.name() == 'AccessKeyId' }");
        String factKey = "user/111111111111/" + id;
        Fact fact =
                fact(
                        factKey,
                        f ->
                                f.getUser().getGroupIdsCount() == 1
                                        && f.getUser().getAccessKeysCount() == 1);
        UserFact user = fact.getUser();
        assertThat(user.getName()).isEqualTo("told-as-fact");
        assertThat(user.getTags(0).getValue()).isEqualTo("planted-tag-value");
        assertThat(user.getAccessKeys(0).getAccessKeyId()).isEqualTo(key);
        assertThat(user.getAccessKeys(0).getActive()).isTrue();

        root.iam("DeleteAccessKey", "UserName", "told-as-fact", "AccessKeyId", key)
                .then()
                .statusCode(200);
        root.iam("RemoveUserFromGroup", "GroupName", "tellers", "UserName", "told-as-fact")
                .then()
                .statusCode(200);
        root.iam("DeleteUser", "UserName", "told-as-fact").then().statusCode(200);
        Fact gone = fact(factKey, Fact::getDeleted);
        assertThat(gone.getUser().getName()).isEqualTo("told-as-fact");
        // Nothing hung on it at that head of policy-service: readers wait for it.
        assertThat(gone.getSeenList())
                .anySatisfy(seen -> {
                    assertThat(seen.getLog()).isEqualTo("policy");
                    assertThat(seen.getNumber()).isEqualTo(7);
                });
    }

    @Test
    void events_say_who_did_what_in_clear() {
        Client root = Client.root(tokens);
        String id = userId(root, "narrated");
        ConsumerRecord<String, byte[]> event =
                record(
                        "gatehouse.events",
                        r ->
                                header(r, "ce_type").equals("io.gatehouse.user.created.v1")
                                        && header(r, "ce_subject").equals("user/" + id));
        assertThat(header(event, "ce_actor")).isEqualTo("arn:aws:iam::111111111111:root");
        assertThat(header(event, "ce_sourceip")).isEqualTo("192.0.2.7");
        assertThat(new String(event.value(), StandardCharsets.UTF_8)).contains("\"narrated\"");
    }

    @Test
    void events_name_the_whole_chain_of_assumed_roles() {
        Client root = Client.root(tokens);
        userId(root, "chained");
        String role = trustingRole(root, "link");
        Client user = Client.of(tokens, root.iam("CreateAccessKey", "UserName", "chained"));
        Client first = assumed(user, role, "one");
        Client second = assumed(first, role, "two");
        String group =
                second.iam("CreateGroup", "GroupName", "by-chain")
                        .xmlPath()
                        .getString("**.find { it.name() == 'GroupId' }");

        ConsumerRecord<String, byte[]> event =
                record("gatehouse.events", r -> header(r, "ce_subject").equals("group/" + group));

        String session = "arn:aws:sts::111111111111:assumed-role/link/";
        assertThat(header(event, "ce_actor")).isEqualTo(session + "two");
        assertThat(header(event, "ce_actorchain"))
                .isEqualTo(
                        "arn:aws:iam::111111111111:user/chained "
                                + session
                                + "one "
                                + session
                                + "two");
    }

    /** A role that everybody of the account may assume. */
    private static String trustingRole(Client root, String name) {
        String trust =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"AWS":"111111111111"},"Action":"sts:AssumeRole"}]}
                """;
        return root.iam("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", trust)
                .xmlPath()
                .getString("**.find { it.name() == 'Arn' }");
    }

    private Client assumed(Client who, String role, String sessionName) {
        return Client.of(
                tokens, who.sts("AssumeRole", "RoleArn", role, "RoleSessionName", sessionName));
    }

    @Test
    void sessions_that_are_given_and_reads_are_told_with_who_asked() {
        Client root = Client.root(tokens);
        userId(root, "observed");
        String role = trustingRole(root, "watched");
        Client user = Client.of(tokens, root.iam("CreateAccessKey", "UserName", "observed"));
        Client session = assumed(user, role, "seen");

        ConsumerRecord<String, byte[]> given =
                record(
                        "gatehouse.events",
                        r ->
                                header(r, "ce_type").equals("io.gatehouse.session.given.v1")
                                        && header(r, "ce_subject").equals(role));
        assertThat(header(given, "ce_actor")).isEqualTo("arn:aws:iam::111111111111:user/observed");
        assertThat(header(given, "ce_sourceip")).isEqualTo("192.0.2.7");
        assertThat(header(given, "ce_requestid")).isNotEmpty();
        assertThat(new String(given.value(), StandardCharsets.UTF_8))
                .contains(
                        "sts:AssumeRole",
                        session.keyId(),
                        "arn:aws:sts::111111111111:assumed-role/watched/seen")
                .doesNotContain(session.secret(), session.sessionToken());

        session.iam("GetUser", "UserName", "observed").then().statusCode(200);
        ConsumerRecord<String, byte[]> read =
                record(
                        "gatehouse.events",
                        r ->
                                header(r, "ce_type").equals("io.gatehouse.attempt.allowed.v1")
                                        && header(r, "ce_subject").endsWith(":user/observed"));
        assertThat(header(read, "ce_actor")).endsWith(":assumed-role/watched/seen");
        assertThat(new String(read.value(), StandardCharsets.UTF_8)).contains("iam:GetUser");
    }

    @Test
    void a_refused_attempt_is_told_too() {
        Client root = Client.root(tokens);
        authz.deny("iam:DeleteGroup");
        root.iam("DeleteGroup", "GroupName", "forbidden").then().statusCode(403);
        authz.allowAll();
        ConsumerRecord<String, byte[]> event =
                record(
                        "gatehouse.events",
                        r ->
                                header(r, "ce_type").equals("io.gatehouse.attempt.refused.v1")
                                        && text(r).contains("group/forbidden"));
        assertThat(new String(event.value(), StandardCharsets.UTF_8)).contains("AccessDenied");
    }

    @Test
    void secrets_stand_nowhere_and_names_only_sealed_in_the_store() throws Exception {
        Client root = Client.root(tokens);
        userId(root, "planted-user-name");
        XmlPath made = root.iam("CreateAccessKey", "UserName", "planted-user-name").xmlPath();
        String secret = made.getString("**.find { it.name() == 'SecretAccessKey' }");
        String keyId = made.getString("**.find { it.name() == 'AccessKeyId' }");
        record("gatehouse.events", r -> text(r).contains(keyId));

        List<String> planted = List.of(secret, root.secret());
        for (String topic : List.of("gatehouse.events", "gatehouse.identity.facts")) {
            for (ConsumerRecord<String, byte[]> record : all(topic)) {
                assertThat(text(record)).doesNotContain(planted);
                assertThat(String.valueOf(record.headers())).doesNotContain(planted);
            }
        }
        String log = Files.readString(IdentityEnvironment.log());
        assertThat(log).isNotEmpty().doesNotContain(planted);
        String stored =
                rows(
                                "SELECT stream || ' ' || origin || ' ' || convert_from(payload,"
                                        + " 'UTF8') FROM event")
                        + rows(
                                "SELECT actor || origin || convert_from(payload, 'UTF8') FROM"
                                        + " audit");
        assertThat(stored)
                .contains("user/")
                .doesNotContain(planted)
                .doesNotContain("planted-user-name")
                .doesNotContain("planted-tag-value")
                .doesNotContain("192.0.2.7");
        assertThat(rows("SELECT encode(secret, 'escape') FROM credential")).doesNotContain(planted);
    }

    @Test
    void the_services_role_may_add_to_history_and_not_change_it() throws SQLException {
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().app());
                Statement statement = sql.createStatement()) {
            for (String change : List.of("UPDATE event SET actor = 'x'", "DELETE FROM event")) {
                assertThat(refusal(statement, change)).contains("permission denied");
            }
        }
    }

    @Test
    void principals_are_resolved_at_a_head_that_includes_them() {
        Client root = Client.root(tokens);
        String id = userId(root, "resolved");
        ResolvePrincipalsResponse answer =
                Client.ask(
                        tokens,
                        questions ->
                                questions.resolvePrincipals(
                                        ResolvePrincipalsRequest.newBuilder()
                                                .setAccount("111111111111")
                                                .addQuestions(question("RESOLVED"))
                                                .addQuestions(question("nobody"))
                                                .build()));
        assertThat(answer.getPrincipals(0).getId()).isEqualTo(id);
        assertThat(answer.getPrincipals(0).getName()).isEqualTo("resolved");
        assertThat(answer.getPrincipals(1).getExists()).isFalse();
        String heads =
                root.authenticate(
                                "POST",
                                "/",
                                "iam",
                                "iam:GetUser",
                                "Action=GetUser&Version=2010-05-08",
                                UUID.randomUUID().toString())
                        .getHeads();
        assertThat(Revision.parse(heads).includes(Revision.parse(answer.getRevision()))).isTrue();
    }

    @Test
    void principals_are_described_a_page_at_a_time_and_named_by_id_and_back() {
        Client root = Client.root(tokens);
        String id = userId(root, "described");
        root.iam("CreateGroup", "GroupName", "described-group").then().statusCode(200);
        root.iam("AddUserToGroup", "GroupName", "described-group", "UserName", "described")
                .then()
                .statusCode(200);
        DescribePrincipalsRequest users =
                DescribePrincipalsRequest.newBuilder()
                        .setAccount("111111111111")
                        .setKind(PrincipalKind.USER_PRINCIPAL)
                        .setAfter("describe")
                        .setLimit(1)
                        .build();
        DescribePrincipalsResponse page =
                Client.ask(tokens, questions -> questions.describePrincipals(users));
        assertThat(page.getPrincipalsList()).hasSize(1);
        PrincipalDetail described = page.getPrincipals(0);
        assertThat(described.getId()).isEqualTo(id);
        assertThat(described.getGroupNamesList()).containsExactly("described-group");
        assertThat(described.getTags(0).getValue()).isEqualTo("planted-tag-value");

        String arn = "arn:aws:iam::111111111111:user/described";
        String stored =
                Client.ask(tokens, questions -> questions.storePrincipals(naming(arn)))
                        .getDocument();
        assertThat(stored).contains(id).doesNotContain(arn);
        String shown =
                Client.ask(
                                tokens,
                                questions ->
                                        questions.showPrincipals(
                                                ShowPrincipalsRequest.newBuilder()
                                                        .addDocuments(stored)
                                                        .build()))
                        .getDocuments(0);
        assertThat(shown).contains(arn).doesNotContain(id);
        Refused refused =
                Client.ask(
                                tokens,
                                questions ->
                                        questions.storePrincipals(
                                                naming("arn:aws:iam::111111111111:user/nobody")))
                        .getRefused();
        assertThat(refused.getCode()).isEqualTo("MALFORMED_POLICY_DOCUMENT");
    }

    @Test
    void a_role_is_described_with_its_instance_profiles() {
        Client root = Client.root(tokens);
        root.iam(
                        "CreateRole",
                        "RoleName",
                        "profiled",
                        "AssumeRolePolicyDocument",
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                        "Principal":{"AWS":"111111111111"},"Action":"sts:AssumeRole"}}
                        """)
                .then()
                .statusCode(200);
        root.iam("CreateInstanceProfile", "InstanceProfileName", "described-profile")
                .then()
                .statusCode(200);
        root.iam(
                        "AddRoleToInstanceProfile",
                        "InstanceProfileName",
                        "described-profile",
                        "RoleName",
                        "profiled")
                .then()
                .statusCode(200);
        DescribePrincipalsRequest roles =
                DescribePrincipalsRequest.newBuilder()
                        .setAccount("111111111111")
                        .setKind(PrincipalKind.ROLE_PRINCIPAL)
                        .setAfter("profile")
                        .setLimit(1)
                        .build();
        PrincipalDetail role =
                Client.ask(tokens, questions -> questions.describePrincipals(roles))
                        .getPrincipals(0);
        assertThat(role.getName()).isEqualTo("profiled");
        assertThat(role.getTrustPolicy()).contains("111111111111");
        assertThat(role.getInstanceProfiles(0).getName()).isEqualTo("described-profile");
    }

    private static StorePrincipalsRequest naming(String principal) {
        return StorePrincipalsRequest.newBuilder()
                .setDocument(
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                        "Principal":{"AWS":"%s"},"Action":"*","Resource":"*"}}
                        """
                                .formatted(principal))
                .build();
    }

    private static PrincipalQuestion question(String name) {
        return PrincipalQuestion.newBuilder()
                .setKind(PrincipalKind.USER_PRINCIPAL)
                .setName(name)
                .build();
    }

    @Test
    void a_republication_tells_everything_again_and_how_much_it_was() throws Exception {
        Client root = Client.root(tokens);
        String id = userId(root, "republished");
        Client.ask(
                tokens,
                questions ->
                        questions.republish(
                                RepublishRequest.newBuilder().addAccounts("111111111111").build()));
        Fact user = fact("user/111111111111/" + id, f -> !f.getRepublication().isEmpty());
        Fact head =
                fact(
                        "head/111111111111",
                        f -> f.getRepublication().equals(user.getRepublication()));
        assertThat(head.getHead().getRepublishedFacts()).isEqualTo(user.getCount());
    }

    private static String userId(Client root, String name) {
        return root.iam(
                        "CreateUser",
                        "UserName",
                        name,
                        "Tags.member.1.Key",
                        "t",
                        "Tags.member.1.Value",
                        "planted-tag-value")
                .then()
                .statusCode(200)
                .extract()
                .xmlPath()
                .getString("CreateUserResponse.CreateUserResult.User.UserId");
    }

    private static String rows(String query) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().owner());
                Statement statement = sql.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
        }
        return text.toString();
    }

    private static String refusal(Statement statement, String change) {
        try {
            statement.executeUpdate(change);
            return "";
        } catch (SQLException e) {
            return e.getMessage();
        }
    }
}
