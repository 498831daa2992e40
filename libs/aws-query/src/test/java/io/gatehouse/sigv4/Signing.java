package io.gatehouse.sigv4;

import io.gatehouse.sigv4.SignedRequest.Header;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests signed by the AWS SDK, and the verdict of ours on them. */
final class Signing {

    static final Instant NOW = Instant.parse("2026-11-23T20:15:30Z");
    static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    static final String SESSION_KEY = "ASIAIOSFODNN7EXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    static final String TOKEN = "a+token/with=everything";

    private Signing() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static AwsCredentialsIdentity longTerm() {
        return AwsCredentialsIdentity.create(KEY, SECRET);
    }

    static AwsCredentialsIdentity session() {
        return AwsSessionCredentialsIdentity.create(SESSION_KEY, SECRET, TOKEN);
    }

    /** A POST as an SDK client sends it. */
    static SignedRequest post(String body) {
        return header(
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(URI.create("http://localhost:8080/"))
                        .putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .putHeader("X-Amz-Extra", "  a   b ")
                        .build(),
                bytes(body),
                longTerm());
    }

    static SignedRequest header(
            SdkHttpRequest request, byte[] body, AwsCredentialsIdentity identity) {
        return sign(request, body, identity, AwsV4FamilyHttpSigner.AuthLocation.HEADER, null, NOW);
    }

    static SignedRequest presigned(
            SdkHttpRequest request, AwsCredentialsIdentity identity, Duration expires) {
        return sign(
                request,
                new byte[0],
                identity,
                AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING,
                expires,
                NOW);
    }

    static SignedRequest sign(
            SdkHttpRequest request,
            byte[] body,
            AwsCredentialsIdentity identity,
            AwsV4FamilyHttpSigner.AuthLocation location,
            Duration expires,
            Instant at) {
        ContentStreamProvider payload = () -> new ByteArrayInputStream(body);
        SdkHttpRequest signed =
                AwsV4HttpSigner.create()
                        .sign(sign -> {
                            sign.identity(identity)
                                    .request(request)
                                    .payload(payload)
                                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iam")
                                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                                    .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, location)
                                    .putProperty(
                                            HttpSigner.SIGNING_CLOCK,
                                            Clock.fixed(at, ZoneOffset.UTC));
                            if (expires != null) {
                                sign.putProperty(
                                        AwsV4FamilyHttpSigner.EXPIRATION_DURATION, expires);
                            }
                        })
                        .request();
        return onTheWire(signed, body);
    }

    private static SignedRequest onTheWire(SdkHttpRequest request, byte[] body) {
        List<Header> headers = new ArrayList<>();
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            header.getValue().forEach(value -> headers.add(new Header(header.getKey(), value)));
        }
        if (request.firstMatchingHeader("host").isEmpty()) {
            headers.add(new Header("Host", request.getUri().getAuthority()));
        }
        String query = request.encodedQueryParameters().map(text -> "?" + text).orElse("");
        String path = request.encodedPath().isEmpty() ? "/" : request.encodedPath();
        return new SignedRequest(request.method().name(), path + query, headers, body);
    }

    static Reading read(SignedRequest request) {
        return readAt(request, NOW);
    }

    static Reading readAt(SignedRequest request, Instant now) {
        return new SignatureReader(Set.of("us-east-1"), Clock.fixed(now, ZoneOffset.UTC))
                .read(request, "iam");
    }

    /** The code of the refusal; empty when the signature is right. */
    static Optional<String> verdict(SignedRequest request) {
        return verdict(read(request), Optional.of(SECRET));
    }

    static Optional<String> verdict(Reading reading, Optional<String> secret) {
        return switch (reading) {
            case Reading.Refused(var refusal) -> Optional.of(refusal.code().awsCode());
            case Reading.Presented presented ->
                    new SignatureCheck()
                            .judge(presented, secret)
                            .map(refusal -> refusal.code().awsCode());
        };
    }
}
