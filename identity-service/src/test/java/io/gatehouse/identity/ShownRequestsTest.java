package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.internal.v1.CallerKind;
import io.gatehouse.internal.v1.Header;
import io.gatehouse.internal.v1.VerifySignedRequest;
import io.gatehouse.internal.v1.VerifySignedResponse;
import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** Whose request an application shows that received it, for any service of its own. */
@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class ShownRequestsTest {

    private static final String BODY = "{\"order\":1}";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @Inject ServiceTokens tokens;

    private final String user = "shown-" + NAMES.incrementAndGet();
    private Client root;
    private Client alice;

    @BeforeEach
    void alice_has_a_key() {
        root = Client.root(tokens);
        root.iam("CreateUser", "UserName", user).then().statusCode(200);
        alice = Client.of(tokens, root.iam("CreateAccessKey", "UserName", user));
    }

    private static VerifySignedRequest.Builder signed(AwsCredentialsIdentity credentials) {
        SdkHttpRequest request =
                AwsV4HttpSigner.create()
                        .sign(s ->
                                s.identity(credentials)
                                        .request(
                                                SdkHttpRequest.builder()
                                                        .method(SdkHttpMethod.POST)
                                                        .uri(
                                                                URI.create(
                                                                        "https://orders.example.org/orders?dry=1"))
                                                        .build())
                                        .payload(() -> new ByteArrayInputStream(bytes(BODY)))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "orders")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                        .request();
        VerifySignedRequest.Builder shown =
                VerifySignedRequest.newBuilder()
                        .setMethod("POST")
                        .setUri("/orders?dry=1")
                        .setBodySha256(sha256(BODY));
        request.headers()
                .forEach((name, values) ->
                        values.forEach(value ->
                                shown.addHeaders(
                                        Header.newBuilder().setName(name).setValue(value))));
        if (request.firstMatchingHeader("host").isEmpty()) {
            shown.addHeaders(Header.newBuilder().setName("Host").setValue("orders.example.org"));
        }
        return shown;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private VerifySignedResponse ask(VerifySignedRequest.Builder request) {
        return Client.ask(tokens, questions -> questions.verifySigned(request.build()));
    }

    @Test
    void a_request_with_a_long_term_key_and_with_a_session_is_known() {
        VerifySignedResponse byKey =
                ask(signed(AwsCredentialsIdentity.create(alice.keyId(), alice.secret())));
        Client session = Client.of(tokens, alice.sts("GetSessionToken"));
        VerifySignedResponse bySession =
                ask(
                        signed(
                                AwsSessionCredentialsIdentity.create(
                                        session.keyId(),
                                        session.secret(),
                                        session.sessionToken())));

        assertThat(byKey.getCaller().getArn()).endsWith(":user/" + user);
        assertThat(byKey.getCaller().getKind()).isEqualTo(CallerKind.USER);
        assertThat(byKey.getCaller().getSessionToken()).isEmpty();
        assertThat(bySession.getCaller().getArn()).endsWith(":user/" + user);
        assertThat(bySession.getCaller().getSessionToken()).isEqualTo(session.sessionToken());
    }

    @Test
    void whatever_was_changed_is_nobodys() {
        AwsCredentialsIdentity credentials =
                AwsCredentialsIdentity.create(alice.keyId(), alice.secret());

        assertThat(ask(signed(credentials).setMethod("GET")).hasRefused()).isTrue();
        assertThat(ask(signed(credentials).setUri("/orders?dry=0")).hasRefused()).isTrue();
        assertThat(ask(signed(credentials).setBodySha256(sha256("other"))).hasRefused()).isTrue();
        assertThat(ask(signed(credentials).clearHeaders()).hasRefused()).isTrue();
        root.iam(
                        "UpdateAccessKey",
                        "UserName",
                        user,
                        "AccessKeyId",
                        alice.keyId(),
                        "Status",
                        "Inactive")
                .then()
                .statusCode(200);
        assertThat(ask(signed(credentials)).getRefused().getCode())
                .isEqualTo("INVALID_CLIENT_TOKEN_ID");
    }
}
