package io.gatehouse.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** JSON under {@code /api/}, signed by the first account's root. */
final class SignedJson {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private SignedJson() {}

    /** What the gateway answered: the HTTP status and the body. */
    static GatehouseProcess.Said post(GatehouseProcess gatehouse, String path, String json) {
        URI uri = URI.create(gatehouse.gateway() + path);
        byte[] body = json.getBytes(UTF_8);
        SdkHttpRequest signed =
                AwsV4HttpSigner.create()
                        .sign(s ->
                                s.identity(
                                                AwsCredentialsIdentity.create(
                                                        gatehouse.credential("aws_access_key_id"),
                                                        gatehouse.credential(
                                                                "aws_secret_access_key")))
                                        .request(
                                                SdkHttpRequest.builder()
                                                        .method(SdkHttpMethod.POST)
                                                        .uri(uri)
                                                        .build())
                                        .payload(() -> new ByteArrayInputStream(body))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iam")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                        .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        signed.headers()
                .forEach((name, values) -> {
                    // The client writes it itself.
                    if (!name.equalsIgnoreCase("host")) {
                        values.forEach(value -> request.header(name, value));
                    }
                });
        HttpResponse<String> response =
                Keycloak.send(
                        HTTP,
                        request.header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build());
        return new GatehouseProcess.Said(response.statusCode(), response.body());
    }
}
