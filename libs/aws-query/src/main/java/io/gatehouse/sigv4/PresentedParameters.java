package io.gatehouse.sigv4;

import static io.gatehouse.sigv4.UnreadableSignatureException.incomplete;

import io.gatehouse.model.ErrorCode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parts of a signature as the request gives them, in the Authorization header or in a presigned
 * query.
 *
 * @param time as written: ISO 8601 basic, or an HTTP date of the Date header
 * @param expires of a presigned query only, as written
 */
record PresentedParameters(
        String credential,
        String signedHeaders,
        String signature,
        String time,
        Optional<String> sessionToken,
        boolean isPresigned,
        Optional<String> expires) {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String SIGNATURE = "X-Amz-Signature";

    private static final Set<String> PARTS = Set.of("Credential", "SignedHeaders", "Signature");

    static PresentedParameters of(SignedRequest request, RawQuery query) {
        List<String> authorizations = request.values("authorization");
        boolean isPresigned =
                !query.values("X-Amz-Algorithm").isEmpty() || !query.values(SIGNATURE).isEmpty();
        if (authorizations.isEmpty() && !isPresigned) {
            throw new UnreadableSignatureException(
                    ErrorCode.MISSING_AUTHENTICATION_TOKEN,
                    "Request is missing Authentication Token");
        }
        if (authorizations.size() + (isPresigned ? 1 : 0) > 1) {
            throw incomplete("A request carries one signature.");
        }
        return isPresigned ? ofQuery(request, query) : ofHeader(request, authorizations.get(0));
    }

    private static PresentedParameters ofHeader(SignedRequest request, String authorization) {
        int space = authorization.indexOf(' ');
        String algorithm = space < 0 ? authorization : authorization.substring(0, space);
        requireAlgorithm(algorithm);
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : authorization.substring(algorithm.length()).split(",")) {
            String text = part.strip();
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (equals < 0 || !PARTS.contains(name)) {
                throw incomplete("Authorization header holds something that is not understood.");
            }
            if (parts.put(name, text.substring(equals + 1)) != null) {
                throw incomplete("Authorization header has '%s' twice.", name);
            }
        }
        return new PresentedParameters(
                part(parts, "Credential"),
                part(parts, "SignedHeaders"),
                part(parts, "Signature"),
                time(request),
                atMostOne(request.values("x-amz-security-token"), "X-Amz-Security-Token"),
                false,
                Optional.empty());
    }

    private static PresentedParameters ofQuery(SignedRequest request, RawQuery query) {
        requireAlgorithm(one(query, "X-Amz-Algorithm"));
        if (!request.values("x-amz-security-token").isEmpty()) {
            throw incomplete("A presigned request carries its token in the query string.");
        }
        return new PresentedParameters(
                one(query, "X-Amz-Credential"),
                one(query, "X-Amz-SignedHeaders"),
                one(query, SIGNATURE),
                one(query, "X-Amz-Date"),
                atMostOne(query.values("X-Amz-Security-Token"), "X-Amz-Security-Token"),
                true,
                atMostOne(query.values("X-Amz-Expires"), "X-Amz-Expires"));
    }

    private static void requireAlgorithm(String algorithm) {
        if (!algorithm.equals(ALGORITHM)) {
            throw incomplete(
                    "Unsupported AWS 'algorithm': it must be '%s' (Signature Version 4).",
                    ALGORITHM);
        }
    }

    private static String time(SignedRequest request) {
        Optional<String> amazon = atMostOne(request.values("x-amz-date"), "X-Amz-Date");
        return amazon.or(() -> atMostOne(request.values("date"), "Date"))
                .orElseThrow(() ->
                        incomplete(
                                "Authorization header requires existence of either a 'X-Amz-Date'"
                                        + " or a 'Date' header."));
    }

    private static String part(Map<String, String> parts, String name) {
        String value = parts.get(name);
        if (value == null || value.isEmpty()) {
            throw incomplete("Authorization header requires '%s' parameter.", name);
        }
        return value;
    }

    private static String one(RawQuery query, String name) {
        return atMostOne(query.values(name), name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () -> incomplete("AWS query-string parameters must include '%s'.", name));
    }

    private static Optional<String> atMostOne(List<String> values, String name) {
        if (values.size() > 1) {
            throw incomplete("'%s' is given more than once.", name);
        }
        return values.stream().findFirst();
    }

    /** Holds a signature and perhaps a token. */
    @Override
    public String toString() {
        return "PresentedParameters[…]";
    }
}
