package io.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.profiles.ProfileFile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * The gateway's JSON addresses, asked as the root of the first account (or whom the profile {@code
 * gatehouse} of the data directory names), signed with Signature Version 4 by the AWS SDK's signer.
 * Not thread-safe.
 */
public final class SignedGateway {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Set<String> SET_BY_THE_CLIENT =
            Set.of("host", "content-length", "connection", "expect");

    private final String base;
    private final AwsCredentials credentials;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    SignedGateway(String base, AwsCredentials credentials) {
        this.base = base;
        this.credentials = credentials;
    }

    /**
     * @throws CommandFailure if the data directory has no credentials
     */
    public static SignedGateway of(LocalGatehouse place) {
        Path file = place.data().resolve("credentials");
        if (!Files.exists(file)) {
            throw new CommandFailure(
                    "%s does not exist: start Gatehouse with `./gatehouse up`, or name its directory with --data"
                            .formatted(file));
        }
        try (ProfileCredentialsProvider profile =
                ProfileCredentialsProvider.builder()
                        .profileName("gatehouse")
                        .profileFile(
                                ProfileFile.builder()
                                        .content(file)
                                        .type(ProfileFile.Type.CREDENTIALS)
                                        .build())
                        .build()) {
            return new SignedGateway(place.gateway(), profile.resolveCredentials());
        }
    }

    /** What the gateway answered; {@code body} is null-node where it is no JSON. */
    public record Reply(int status, JsonNode body, String text) {

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** AWS's code of a refusal, or the status where it has none. */
        public String code() {
            return error().path("code").asText("status " + status);
        }

        /** AWS's code and message of a refusal, as one sentence. */
        public String refusal() {
            return "%s: %s"
                    .formatted(
                            code(),
                            error().path("message")
                                    .asText(error().path("detail").asText("no message")));
        }

        private JsonNode error() {
            return body.has("error") ? body.path("error") : body;
        }
    }

    /** Sends a body. @throws CommandFailure if nobody answers */
    public Reply post(String path, JsonNode body) {
        try {
            return send(SdkHttpMethod.POST, path, json.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new CommandFailure("cannot write the request", e);
        }
    }

    /** Asks without a body. @throws CommandFailure if nobody answers */
    public Reply read(String path) {
        return send(SdkHttpMethod.GET, path, new byte[0]);
    }

    private Reply send(SdkHttpMethod method, String path, byte[] body) {
        SdkHttpRequest plain =
                SdkHttpRequest.builder()
                        .method(method)
                        .uri(URI.create(base + path))
                        .putHeader("Content-Type", "application/json")
                        .build();
        SignedRequest signed =
                AwsV4HttpSigner.create()
                        .sign(request ->
                                request.identity(credentials)
                                        .request(plain)
                                        .payload(() -> new ByteArrayInputStream(body))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iam")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(LONGEST)
                        .method(
                                method.name(),
                                body.length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body));
        signed.request()
                .forEachHeader((name, values) -> {
                    if (!SET_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                        values.forEach(value -> request.header(name, value));
                    }
                });
        return reply(request.build());
    }

    private Reply reply(HttpRequest request) {
        try {
            HttpResponse<byte[]> response =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(
                    response.statusCode(),
                    parsed(response.body()),
                    new String(response.body(), StandardCharsets.UTF_8));
        } catch (ConnectException e) {
            throw new CommandFailure(
                    "nobody answers at %s: is Gatehouse up? (`./gatehouse status`)"
                            .formatted(base));
        } catch (IOException e) {
            throw new CommandFailure("no answer from %s".formatted(base), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }

    private JsonNode parsed(byte[] body) {
        try {
            JsonNode read = json.readTree(body);
            return read == null ? json.nullNode() : read;
        } catch (IOException notJson) {
            return json.nullNode();
        }
    }
}
