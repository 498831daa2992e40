package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class CredentialReportTest {

    @Inject ServiceTokens tokens;
    @Inject MovedClock clock;

    @AfterEach
    void now() {
        clock.backToNow();
    }

    private static Client keyOf(Client root, ServiceTokens tokens, String user) {
        XmlPath made = root.iam("CreateAccessKey", "UserName", user).xmlPath();
        String path = "CreateAccessKeyResponse.CreateAccessKeyResult.AccessKey.";
        return new Client(
                tokens,
                made.getString(path + "AccessKeyId"),
                made.getString(path + "SecretAccessKey"));
    }

    @Test
    void a_report_has_a_line_for_each_user_and_root() {
        Client first = Client.root(tokens);
        var made = first.post("/api/accounts", "{\"name\":\"reported\"}").jsonPath();
        Client root =
                new Client(
                        tokens,
                        made.getString("root_access_key_id"),
                        made.getString("root_secret_access_key"));
        assertThat(code(root.iam("GetCredentialReport"))).isEqualTo("ReportNotPresent");
        root.iam("CreateUser", "UserName", "plain").then().statusCode(200);
        root.iam("CreateUser", "UserName", "full").then().statusCode(200);
        root.iam("CreateLoginProfile", "UserName", "full", "Password", "Correct-horse-7")
                .then()
                .statusCode(200);
        root.iam("UpdateAccountPasswordPolicy", "MaxPasswordAge", "90").then().statusCode(200);
        keyOf(root, tokens, "full").iam("ListUsers").then().statusCode(200);

        assertThat(state(root)).isEqualTo("STARTED");
        assertThat(state(root)).isEqualTo("COMPLETE");
        String report = content(root.iam("GetCredentialReport"));
        List<String> lines = report.lines().toList();
        assertThat(lines.get(0).split(",")).hasSize(22).startsWith("user", "arn");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).startsWith("<root_account>,arn:aws:iam::");
        assertThat(lines.get(2).split(","))
                .startsWith("full")
                .contains("iam", "us-east-1", "no_information")
                .hasSize(22);
        assertThat(lines.get(2).split(",")[6]).as("next rotation").matches("\\d{4}-.*\\+00:00");
        assertThat(lines.get(3))
                .startsWith("plain,")
                .contains(",false,N/A,N/A,N/A,false,false,N/A,N/A,N/A,N/A,");
    }

    @Test
    void the_last_use_of_a_key_is_known() {
        Client root = Client.root(tokens);
        root.iam("CreateUser", "UserName", "last-used").then().statusCode(200);
        Client user = keyOf(root, tokens, "last-used");
        String key =
                root.iam("ListAccessKeys", "UserName", "last-used")
                        .xmlPath()
                        .getString("**.find { it.name() == 'AccessKeyId' }");
        String path = "GetAccessKeyLastUsedResponse.GetAccessKeyLastUsedResult.";
        XmlPath never = root.iam("GetAccessKeyLastUsed", "AccessKeyId", key).xmlPath();
        assertThat(never.getString(path + "UserName")).isEqualTo("last-used");
        assertThat(never.getString(path + "AccessKeyLastUsed.ServiceName")).isEqualTo("N/A");
        user.sts("GetCallerIdentity").then().statusCode(200);
        XmlPath used = root.iam("GetAccessKeyLastUsed", "AccessKeyId", key).xmlPath();
        assertThat(used.getString(path + "AccessKeyLastUsed.ServiceName")).isEqualTo("sts");
        assertThat(used.getString(path + "AccessKeyLastUsed.Region")).isEqualTo("us-east-1");
        assertThat(used.getString(path + "AccessKeyLastUsed.LastUsedDate")).isNotEmpty();
        assertThat(code(root.iam("GetAccessKeyLastUsed", "AccessKeyId", "AKIAAAAAAAAAAAAAAAAB")))
                .isEqualTo("NoSuchEntity");
    }

    private static String state(Client client) {
        return client.iam("GenerateCredentialReport")
                .xmlPath()
                .getString("**.find { it.name() == 'State' }");
    }

    private static String content(Response answer) {
        String encoded = answer.xmlPath().getString("**.find { it.name() == 'Content' }");
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private static String code(Response answer) {
        return answer.xmlPath().getString("ErrorResponse.Error.Code");
    }
}
