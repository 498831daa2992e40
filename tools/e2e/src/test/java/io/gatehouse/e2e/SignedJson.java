package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The gateway's JSON under {@code /api/}, signed as any AWS SDK signs. */
record SignedJson(GatehouseProcess gatehouse, String keyId, String secret) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SET_BY_CLIENT = Set.of("host", "content-length");

    record Reply(int status, JsonNode body) {}

    /** As the root of the first account. */
    static SignedJson root(GatehouseProcess gatehouse) {
        return new SignedJson(
                gatehouse,
                gatehouse.credential("aws_access_key_id"),
                gatehouse.credential("aws_secret_access_key"));
    }

    Reply send(SdkHttpMethod method, String path, String body) {
        SdkHttpRequest plain =
                SdkHttpRequest.builder()
                        .method(method)
                        .uri(URI.create(gatehouse.gateway() + path))
                        .putHeader("Content-Type", "application/json")
                        .build();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest signed =
                AwsV4HttpSigner.create()
                        .sign(r ->
                                r.identity(AwsCredentialsIdentity.create(keyId, secret))
                                        .request(plain)
                                        .payload(ContentStreamProvider.fromByteArray(bytes))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iam")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                        .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(signed.getUri())
                        .method(method.name(), HttpRequest.BodyPublishers.ofByteArray(bytes));
        signed.forEachHeader((name, values) -> {
            if (!SET_BY_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
