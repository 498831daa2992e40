package io.gatehouse.sigv4;

import static io.gatehouse.sigv4.Signing.SECRET;
import static io.gatehouse.sigv4.Signing.longTerm;
import static io.gatehouse.sigv4.Signing.session;
import static io.gatehouse.sigv4.Signing.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sigv4.SignedRequest.Header;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * SEMANTICS 11 against a second implementation: what the AWS SDK signs is right, a change is not.
 */
class SignatureOfAwsSdkTest {

    @SuppressWarnings("ArrayRecordComponent")
    record Sent(
            SdkHttpMethod method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body) {

        SdkHttpRequest unsigned() {
            SdkHttpRequest.Builder request =
                    SdkHttpRequest.builder()
                            .method(method)
                            .uri(URI.create("http://gatehouse.example:8080"))
                            .encodedPath(path);
            query.forEach(request::putRawQueryParameter);
            headers.forEach((name, value) -> request.putHeader("X-Amz-" + name, value));
            return request.build();
        }
    }

    @Provide
    Arbitrary<Sent> requests() {
        Arbitrary<String> segment =
                Arbitraries.of("a", "B9", "%20", "%2F", "a.b", "..", ".", "~-_", "%C3%A4", "a,b");
        Arbitrary<String> path =
                segment.list()
                        .ofMaxSize(4)
                        .map(segments -> "/" + String.join("/", segments))
                        .filter(SignatureOfAwsSdkTest::staysBelowRoot);
        Arbitrary<String> text =
                Arbitraries.strings()
                        .withChars("aZ09-._~ +&=%/?#é€\uD83D\uDE00'\"*()!,;:@$\n")
                        .ofMaxLength(12)
                        .filter(t -> t.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
        Arbitrary<Map<String, String>> query =
                Arbitraries.maps(text.filter(name -> !name.isBlank()), text).ofMaxSize(4);
        Arbitrary<Map<String, String>> headers =
                Arbitraries.maps(
                                Arbitraries.of("One", "Two", "a-b", "Z"),
                                Arbitraries.strings().withChars("ab  ,;=\"").ofMaxLength(10))
                        .ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of(SdkHttpMethod.POST, SdkHttpMethod.GET),
                        path,
                        query,
                        headers,
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(60))
                .as(Sent::new);
    }

    @Property(tries = 300)
    void a_request_signed_in_its_header_is_right(@ForAll("requests") Sent sent) {
        assertThat(verdict(Signing.header(sent.unsigned(), sent.body(), longTerm()))).isEmpty();
        assertThat(verdict(Signing.header(sent.unsigned(), sent.body(), session()))).isEmpty();
    }

    @Property(tries = 200)
    void a_presigned_request_is_right(@ForAll("requests") Sent sent) {
        Duration expires = Duration.ofMinutes(5);
        assertThat(verdict(Signing.presigned(sent.unsigned(), longTerm(), expires))).isEmpty();
        assertThat(verdict(Signing.presigned(sent.unsigned(), session(), expires))).isEmpty();
    }

    @Property(tries = 150)
    void no_change_of_what_was_signed_passes(@ForAll("requests") Sent sent) {
        SignedRequest right = Signing.header(sent.unsigned(), sent.body(), session());
        for (SignedRequest changed : changesOf(right)) {
            assertThat(verdict(changed)).as("%s %s", changed.uri(), changed.headers()).isNotEmpty();
        }
    }

    @Property(tries = 100)
    void no_change_of_a_presigned_request_passes(@ForAll("requests") Sent sent) {
        SignedRequest right = Signing.presigned(sent.unsigned(), session(), Duration.ofMinutes(5));
        for (SignedRequest changed : changesOf(right)) {
            assertThat(verdict(changed)).as("%s %s", changed.uri(), changed.headers()).isNotEmpty();
        }
        String uri = right.uri();
        assertThat(verdict(at(right, uri.replace("X-Amz-Expires=300", "X-Amz-Expires=301"))))
                .isNotEmpty();
        assertThat(verdict(at(right, uri.replace("Security-Token=a", "Security-Token=b"))))
                .isNotEmpty();
    }

    @Property(tries = 50)
    void another_secret_never_passes(@ForAll("requests") Sent sent) {
        SignedRequest right = Signing.header(sent.unsigned(), sent.body(), longTerm());
        assertThat(verdict(Signing.read(right), java.util.Optional.of(SECRET + "x")))
                .contains("SignatureDoesNotMatch");
    }

    /** The signer of the SDK leaves dots that lead above the root as they are; ours drops them. */
    private static boolean staysBelowRoot(String path) {
        int depth = 0;
        for (String segment : path.substring(1).split("/")) {
            depth += segment.equals("..") ? -1 : segment.equals(".") ? 0 : 1;
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }

    private static List<SignedRequest> changesOf(SignedRequest right) {
        List<SignedRequest> changes = new ArrayList<>();
        changes.add(new SignedRequest("PUT", right.uri(), right.headers(), right.body()));
        changes.add(at(right, "/x" + right.uri()));
        changes.add(at(right, right.uri() + (right.uri().contains("?") ? "&" : "?") + "added=1"));
        byte[] longer = java.util.Arrays.copyOf(right.body(), right.body().length + 1);
        longer[right.body().length] = 'x';
        changes.add(new SignedRequest(right.method(), right.uri(), right.headers(), longer));
        for (int i = 0; i < right.headers().size(); i++) {
            Header header = right.headers().get(i);
            if (header.name().equalsIgnoreCase("authorization")) {
                changes.add(with(right, i, otherSignature(header.value())));
                continue;
            }
            boolean isSigned =
                    header.name().toLowerCase(java.util.Locale.ROOT).startsWith("x-amz-")
                            || header.name().equalsIgnoreCase("host");
            if (isSigned) {
                changes.add(with(right, i, header.value() + "x"));
                List<Header> fewer = new ArrayList<>(right.headers());
                fewer.remove(i);
                changes.add(new SignedRequest(right.method(), right.uri(), fewer, right.body()));
            }
        }
        List<Header> more = new ArrayList<>(right.headers());
        more.add(new Header("X-Amz-Unsigned", "x"));
        changes.add(new SignedRequest(right.method(), right.uri(), more, right.body()));
        return changes;
    }

    private static String otherSignature(String authorization) {
        char last = authorization.charAt(authorization.length() - 1);
        return authorization.substring(0, authorization.length() - 1) + (last == '0' ? '1' : '0');
    }

    private static SignedRequest at(SignedRequest request, String uri) {
        return new SignedRequest(request.method(), uri, request.headers(), request.body());
    }

    private static SignedRequest with(SignedRequest request, int index, String value) {
        List<Header> headers = new ArrayList<>(request.headers());
        headers.set(index, new Header(headers.get(index).name(), value));
        return new SignedRequest(request.method(), request.uri(), headers, request.body());
    }
}
