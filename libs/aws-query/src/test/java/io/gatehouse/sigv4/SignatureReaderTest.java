package io.gatehouse.sigv4;

import static io.gatehouse.sigv4.Signing.NOW;
import static io.gatehouse.sigv4.Signing.SECRET;
import static io.gatehouse.sigv4.Signing.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sigv4.SignedRequest.Header;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The checklist of SEMANTICS 11, point by point. */
class SignatureReaderTest {

    private final SignedRequest right = Signing.post("Action=ListUsers&Version=2010-05-08");

    private static SignedRequest withHeader(
            SignedRequest request, String name, UnaryOperator<String> change) {
        List<Header> headers = new ArrayList<>();
        for (Header header : request.headers()) {
            headers.add(
                    header.name().equalsIgnoreCase(name)
                            ? new Header(header.name(), change.apply(header.value()))
                            : header);
        }
        return new SignedRequest(request.method(), request.uri(), headers, request.body());
    }

    private static SignedRequest without(SignedRequest request, String name) {
        List<Header> headers =
                request.headers().stream().filter(h -> !h.name().equalsIgnoreCase(name)).toList();
        return new SignedRequest(request.method(), request.uri(), headers, request.body());
    }

    private static SignedRequest plus(SignedRequest request, String name, String value) {
        List<Header> headers = new ArrayList<>(request.headers());
        headers.add(new Header(name, value));
        return new SignedRequest(request.method(), request.uri(), headers, request.body());
    }

    private static SdkHttpRequest get(String query) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create("http://localhost:8080/?" + query))
                .build();
    }

    @Test
    void a_right_request_is_right() {
        assertThat(verdict(right)).isEmpty();
    }

    @Test
    void no_signature_is_a_missing_authentication_token() {
        assertThat(verdict(without(right, "Authorization"))).contains("MissingAuthenticationToken");
    }

    @Test
    void another_algorithm_is_an_incomplete_signature() {
        assertThat(verdict(withHeader(right, "Authorization", a -> "AWS AKIA:abc=")))
                .contains("IncompleteSignature");
        assertThat(
                        verdict(
                                withHeader(
                                        right,
                                        "Authorization",
                                        a -> a.replace("SHA256 ", "SHA512 "))))
                .contains("IncompleteSignature");
    }

    @Test
    void two_signatures_are_refused() {
        assertThat(verdict(plus(right, "Authorization", "AWS4-HMAC-SHA256 x")))
                .contains("IncompleteSignature");
        SignedRequest both =
                new SignedRequest("POST", "/?X-Amz-Signature=0", right.headers(), right.body());
        assertThat(verdict(both)).contains("IncompleteSignature");
    }

    @Test
    void a_missing_part_of_the_header_is_named() {
        Reading reading =
                Signing.read(
                        withHeader(
                                right,
                                "Authorization",
                                a -> a.replaceAll("SignedHeaders=[^,]*, ", "")));
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused ->
                                assertThat(refused.refusal().message())
                                        .contains("'SignedHeaders'"));
    }

    @Test
    void another_day_region_service_or_terminator_in_the_scope_does_not_match() {
        for (String[] change :
                new String[][] {
                    {"/20261123/", "/20261122/"},
                    {"/us-east-1/", "/eu-west-1/"},
                    {"/iam/", "/sts/"},
                    {"aws4_request", "aws5_request"}
                }) {
            SignedRequest changed =
                    withHeader(right, "Authorization", a -> a.replace(change[0], change[1]));
            assertThat(verdict(changed)).as(change[1]).contains("SignatureDoesNotMatch");
        }
    }

    @Test
    void a_signature_is_good_for_fifteen_minutes_either_way() {
        Duration limit = Duration.ofMinutes(15);
        assertThat(verdictAt(NOW.plus(limit))).isEmpty();
        assertThat(verdictAt(NOW.plus(limit).plusSeconds(1))).contains("SignatureDoesNotMatch");
        assertThat(verdictAt(NOW.minus(limit))).isEmpty();
        assertThat(verdictAt(NOW.minus(limit).minusSeconds(1))).contains("SignatureDoesNotMatch");
    }

    private Optional<String> verdictAt(Instant now) {
        return verdict(Signing.readAt(right, now), Optional.of(SECRET));
    }

    @Test
    void a_presigned_request_is_good_until_it_expires() {
        SignedRequest presigned =
                Signing.presigned(get("Action=ListUsers"), Signing.longTerm(), Duration.ofHours(1));
        assertThat(verdict(Signing.readAt(presigned, NOW.plusSeconds(3599)), Optional.of(SECRET)))
                .isEmpty();
        assertThat(verdict(Signing.readAt(presigned, NOW.plusSeconds(3600)), Optional.of(SECRET)))
                .contains("SignatureDoesNotMatch");
        assertThat(verdict(Signing.readAt(presigned, NOW.minusSeconds(901)), Optional.of(SECRET)))
                .contains("SignatureDoesNotMatch");
    }

    @Test
    void a_presigned_request_lives_a_week_at_most() {
        SignedRequest presigned =
                Signing.presigned(get("Action=ListUsers"), Signing.longTerm(), Duration.ofDays(7));
        assertThat(verdict(presigned)).isEmpty();
        for (String expires : List.of("0", "604801", "-1", "1e3", "")) {
            SignedRequest longer =
                    new SignedRequest(
                            "GET",
                            presigned.uri().replace("Expires=604800", "Expires=" + expires),
                            presigned.headers(),
                            presigned.body());
            assertThat(verdict(longer)).as(expires).contains("IncompleteSignature");
        }
    }

    @Test
    void every_amazon_header_and_the_host_must_be_signed() {
        assertThat(verdict(plus(right, "x-amz-new", "1"))).contains("SignatureDoesNotMatch");
        SignedRequest unsignedHost =
                withHeader(right, "Authorization", a -> a.replace("content-type;host;", ""));
        assertThat(verdict(unsignedHost)).contains("SignatureDoesNotMatch");
        assertThat(verdict(plus(right, "Host", "elsewhere"))).contains("SignatureDoesNotMatch");
    }

    @Test
    void blanks_around_and_inside_a_header_value_do_not_count() {
        assertThat(verdict(withHeader(right, "X-Amz-Extra", v -> "a \t b  "))).isEmpty();
        assertThat(verdict(withHeader(right, "X-Amz-Extra", v -> "ab"))).isNotEmpty();
    }

    @Test
    void a_content_hash_that_is_sent_must_be_the_hash_of_the_body() {
        assertThat(right.values("x-amz-content-sha256")).hasSize(1);
        for (String hash : List.of("UNSIGNED-PAYLOAD", "0".repeat(64), "STREAMING-AWS4")) {
            assertThat(verdict(withHeader(right, "x-amz-content-sha256", v -> hash)))
                    .contains("SignatureDoesNotMatch");
        }
    }

    @Test
    void a_plus_in_the_query_is_not_taken_for_a_space_or_a_plus() {
        SignedRequest spaced =
                Signing.presigned(get("Name=a%20b%2Bc"), Signing.longTerm(), Duration.ofMinutes(1));
        assertThat(verdict(spaced)).isEmpty();
        assertThat(verdict(atUri(spaced, spaced.uri().replace("%20", "+")))).isNotEmpty();
        assertThat(verdict(atUri(spaced, spaced.uri().replace("b%2Bc", "b+c")))).isNotEmpty();
    }

    private static SignedRequest atUri(SignedRequest request, String uri) {
        return new SignedRequest(request.method(), uri, request.headers(), request.body());
    }

    @Test
    void a_temporary_key_needs_its_token_and_a_long_term_key_has_none() {
        SdkHttpRequest request = get("Action=ListUsers");
        SignedRequest session = Signing.header(request, new byte[0], Signing.session());
        assertThat(verdict(session)).isEmpty();
        assertThat(((Reading.Presented) Signing.read(session)).sessionToken())
                .contains(Signing.TOKEN);
        SignedRequest tokenless =
                withHeader(
                        without(session, "X-Amz-Security-Token"),
                        "Authorization",
                        a -> a.replace(";x-amz-security-token", ""));
        assertThat(verdict(tokenless)).contains("InvalidClientTokenId");
        SignedRequest asLongTerm =
                withHeader(session, "Authorization", a -> a.replace("ASIA", "AKIA"));
        assertThat(verdict(asLongTerm)).contains("InvalidClientTokenId");
    }

    @Test
    void a_key_that_nobody_has_is_an_invalid_token_whatever_the_signature() {
        assertThat(verdict(Signing.read(right), Optional.empty())).contains("InvalidClientTokenId");
    }

    @Test
    void a_remembered_key_is_not_used_for_another_secret() {
        SignatureCheck check = new SignatureCheck();
        Reading.Presented presented = (Reading.Presented) Signing.read(right);
        assertThat(check.judge(presented, Optional.of(SECRET))).isEmpty();
        assertThat(check.judge(presented, Optional.of("other"))).isPresent();
        assertThat(check.judge(presented, Optional.of(SECRET))).isEmpty();
    }

    @Test
    void the_example_of_aws_comes_out_as_aws_has_it() {
        // From AWS's guide "Create a signed request": GET ListUsers of IAM, 30 August 2015.
        List<Header> headers =
                List.of(
                        new Header(
                                "Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                        new Header("Host", "iam.amazonaws.com"),
                        new Header("X-Amz-Date", "20150830T123600Z"),
                        new Header(
                                "Authorization",
                                "AWS4-HMAC-SHA256"
                                        + " Credential=AKIDEXAMPLE000000000/20150830/us-east-1/iam/aws4_request,"
                                        + " SignedHeaders=content-type;host;x-amz-date,"
                                        + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
        SignedRequest request =
                new SignedRequest(
                        "GET", "/?Action=ListUsers&Version=2010-05-08", headers, new byte[0]);
        Reading reading =
                new SignatureReader(
                                Set.of("us-east-1"),
                                Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC))
                        .read(request, "iam");
        assertThat(
                        new SignatureCheck()
                                .judge(
                                        (Reading.Presented) reading,
                                        Optional.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")))
                .isEmpty();
    }

    @Test
    void nothing_secret_is_printed() {
        SdkHttpRequest request = get("Action=ListUsers");
        SignedRequest session = Signing.header(request, new byte[0], Signing.session());
        assertThat(session.toString() + Signing.read(session)).doesNotContain(Signing.TOKEN);
    }
}
