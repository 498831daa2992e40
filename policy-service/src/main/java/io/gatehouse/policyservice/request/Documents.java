package io.gatehouse.policyservice.request;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policyservice.value.PolicyText;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Policy documents on their way in and out. */
public final class Documents {

    private Documents() {}

    /** A document that passed the parser; else fails with AWS's code and text. */
    public static PolicyText checked(@Nullable String json, PolicyKind kind) {
        if (json == null) {
            throw RefusedException.of(
                    ErrorCode.MALFORMED_POLICY_DOCUMENT, "Syntax errors in policy.");
        }
        return switch (PolicyParser.parse(json, kind)) {
            case ParsedPolicy.Valid _ -> new PolicyText(json);
            case ParsedPolicy.Invalid invalid ->
                    throw new RefusedException(invalid.first().refusal());
        };
    }

    /** As AWS returns documents: percent-encoded by RFC 3986. */
    public static String encoded(String json) {
        return URLEncoder.encode(json, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
