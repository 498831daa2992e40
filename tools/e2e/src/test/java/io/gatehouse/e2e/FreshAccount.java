package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * An account that nobody has used, made by the first account's root over {@code /api/accounts}.
 *
 * @param root its root key
 */
record FreshAccount(String id, SdkCall.Key root) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static FreshAccount create(GatehouseProcess gatehouse) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        URI uri = URI.create(gatehouse.gateway() + "/api/accounts");
        SdkCall.Key key = gatehouse.rootKey();
        SdkHttpRequest signed =
                AwsV4HttpSigner.create()
                        .sign(s ->
                                s.identity(AwsCredentialsIdentity.create(key.id(), key.secret()))
                                        .request(
                                                SdkHttpRequest.builder()
                                                        .method(SdkHttpMethod.POST)
                                                        .uri(uri)
                                                        .build())
                                        .payload(() -> new ByteArrayInputStream(body))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iam")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                        .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signed.headers().entrySet().stream()
                // The client writes these itself.
                .filter(header -> !header.getKey().equalsIgnoreCase("host"))
                .filter(header -> !header.getKey().equalsIgnoreCase("content-length"))
                .forEach(header ->
                        header.getValue().forEach(value -> request.header(header.getKey(), value)));
        return read(send(request.build()));
    }

    private static FreshAccount read(JsonNode made) {
        return new FreshAccount(
                made.required("account_id").asText(),
                new SdkCall.Key(
                        made.required("root_access_key_id").asText(),
                        made.required("root_secret_access_key").asText()));
    }

    private static JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
