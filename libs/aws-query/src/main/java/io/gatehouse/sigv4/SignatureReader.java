package io.gatehouse.sigv4;

import static io.gatehouse.sigv4.UnreadableSignatureException.incomplete;
import static io.gatehouse.sigv4.UnreadableSignatureException.mismatch;

import io.gatehouse.model.ErrorCode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads the signature of a request and checks all of it that needs no secret (SEMANTICS 11, points
 * 1 to 7): form, scope, time, signed headers, body, token. What is left is {@link SignatureCheck}.
 * Safe for all threads.
 */
public final class SignatureReader {

    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final long LONGEST_PRESIGNED = 604_800;
    private static final int LONGEST_URI = 64 << 10;
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]{1,64}");

    private final Set<String> regions;
    private final Clock clock;

    /**
     * @param regions that a signature may name, such as {@code us-east-1}
     */
    public SignatureReader(Set<String> regions, Clock clock) {
        this.regions = Set.copyOf(regions);
        this.clock = clock;
    }

    /**
     * Never throws for what a caller sent.
     *
     * @param service that the signature must be scoped to: {@code iam} or {@code sts}
     */
    public Reading read(SignedRequest request, String service) {
        return read(request, service::equals, service, sha256(request.body()));
    }

    /**
     * Reads what an application received and shows on: a signature for any service, and of the body
     * the hash alone. Never throws for what a caller sent.
     *
     * @param bodySha256 lower-case hexadecimal
     */
    public Reading readShown(SignedRequest request, String bodySha256) {
        return read(request, SERVICE.asMatchPredicate(), "a service", bodySha256);
    }

    private Reading read(
            SignedRequest request, Predicate<String> service, String name, String bodySha256) {
        try {
            return presented(request, service, name, bodySha256);
        } catch (UnreadableSignatureException e) {
            return new Reading.Refused(e.refusal());
        }
    }

    private Reading.Presented presented(
            SignedRequest request, Predicate<String> service, String name, String bodySha256) {
        if (request.uri().length() > LONGEST_URI) {
            throw incomplete("The address of the request is too long.");
        }
        int question = request.uri().indexOf('?');
        String path = question < 0 ? request.uri() : request.uri().substring(0, question);
        RawQuery query = RawQuery.parse(question < 0 ? "" : request.uri().substring(question + 1));
        PresentedParameters parameters = PresentedParameters.of(request, query);
        CredentialScope scope = scope(parameters, service, name);
        Instant signedAt = time(parameters.time());
        requireDay(scope, signedAt);
        requireNow(parameters, signedAt);
        List<String> signedHeaders = signedHeaders(request, parameters);
        requireBody(request, bodySha256);
        requireToken(parameters, scope);
        String canonical =
                CanonicalRequest.text(
                        request,
                        path,
                        query.canonicalWithout(PresentedParameters.SIGNATURE),
                        signedHeaders,
                        bodySha256);
        String stringToSign =
                String.join(
                        "\n",
                        PresentedParameters.ALGORITHM,
                        BASIC.format(signedAt.atOffset(ZoneOffset.UTC)),
                        scope.text(),
                        sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        return new Reading.Presented(
                scope, parameters.sessionToken(), stringToSign, signature(parameters));
    }

    private CredentialScope scope(
            PresentedParameters parameters, Predicate<String> service, String name) {
        String[] parts = parameters.credential().split("/", -1);
        if (parts.length != 5 || !parts[0].matches("[A-Z0-9]{16,128}")) {
            throw incomplete(
                    "Credential must have exactly 5 slash-delimited elements, e.g."
                            + " keyid/date/region/service/term.");
        }
        if (!parts[4].equals(CredentialScope.TERMINATOR)) {
            throw mismatch("Credential should be scoped with a valid terminator: 'aws4_request'.");
        }
        if (!regions.contains(parts[2])) {
            throw mismatch(
                    "Credential should be scoped to a valid region, one of %s.",
                    String.join(", ", regions.stream().sorted().toList()));
        }
        if (!service.test(parts[3])) {
            throw mismatch("Credential should be scoped to correct service: '%s'.", name);
        }
        return new CredentialScope(parts[0], parts[1], parts[2], parts[3]);
    }

    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text, BASIC).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notBasic) {
            try {
                return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            } catch (DateTimeException e) {
                throw incomplete("Date must be in ISO-8601 'basic format', YYYYMMDD'T'HHMMSS'Z'.");
            }
        }
    }

    private static void requireDay(CredentialScope scope, Instant signedAt) {
        String written = BASIC.format(signedAt.atOffset(ZoneOffset.UTC));
        if (!scope.day().equals(written.substring(0, 8))) {
            throw mismatch(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of"
                            + " date from HTTP: '%s'.",
                    written.substring(0, 8));
        }
    }

    private void requireNow(PresentedParameters parameters, Instant signedAt) {
        Instant now = clock.instant();
        if (signedAt.isAfter(now.plus(SKEW))) {
            throw mismatch(
                    "Signature not yet current: %s is still later than %s (%s + 15 min.)",
                    basic(signedAt), basic(now.plus(SKEW)), basic(now));
        }
        if (parameters.expires().isPresent()) {
            Instant until = signedAt.plusSeconds(seconds(parameters.expires().get()));
            if (!until.isAfter(now)) {
                throw mismatch(
                        "Signature expired: %s is now earlier than %s.", basic(until), basic(now));
            }
        } else if (signedAt.isBefore(now.minus(SKEW))) {
            throw mismatch(
                    "Signature expired: %s is now earlier than %s (%s - 15 min.)",
                    basic(signedAt), basic(now.minus(SKEW)), basic(now));
        }
    }

    private static long seconds(String expires) {
        long seconds = expires.matches("[0-9]{1,6}") ? Long.parseLong(expires) : 0;
        if (seconds < 1 || seconds > LONGEST_PRESIGNED) {
            throw incomplete("X-Amz-Expires must be a number of seconds from 1 to 604800.");
        }
        return seconds;
    }

    private static String basic(Instant instant) {
        return BASIC.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static List<String> signedHeaders(
            SignedRequest request, PresentedParameters parameters) {
        List<String> names = List.of(parameters.signedHeaders().split(";", -1));
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!name.matches("[a-z0-9!#$%&'*+.^_`|~-]+")
                    || (i > 0 && names.get(i - 1).compareTo(name) >= 0)) {
                throw mismatch("SignedHeaders must be lower-case names, sorted, each once.");
            }
            if (request.values(name).isEmpty()) {
                throw mismatch("SignedHeaders names a header that the request does not have.");
            }
        }
        if (!names.contains("host") || request.values("host").size() != 1) {
            throw mismatch("'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        for (SignedRequest.Header header : request.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (name.startsWith("x-amz-") && !names.contains(name)) {
                throw mismatch("'%s' must be a 'SignedHeader' in the AWS Authorization.", name);
            }
        }
        return names;
    }

    private static void requireBody(SignedRequest request, String actual) {
        for (String claimed : request.values("x-amz-content-sha256")) {
            if (!claimed.strip().equals(actual)) {
                throw mismatch(
                        "The provided 'x-amz-content-sha256' header does not match the body.");
            }
        }
    }

    private static void requireToken(PresentedParameters parameters, CredentialScope scope) {
        boolean isTemporary = scope.accessKeyId().startsWith("ASIA");
        boolean hasToken = parameters.sessionToken().filter(token -> !token.isEmpty()).isPresent();
        if (isTemporary != hasToken || (!hasToken && parameters.sessionToken().isPresent())) {
            throw new UnreadableSignatureException(
                    ErrorCode.INVALID_CLIENT_TOKEN_ID, SignatureCheck.INVALID_TOKEN);
        }
    }

    private static byte[] signature(PresentedParameters parameters) {
        if (!parameters.signature().matches("[0-9a-f]{64}")) {
            throw mismatch(SignatureCheck.MISMATCH);
        }
        return HexFormat.of().parseHex(parameters.signature());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
