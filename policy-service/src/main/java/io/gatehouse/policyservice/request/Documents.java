package io.gatehouse.policyservice.request;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policyservice.value.PolicyText;

import org.jspecify.annotations.Nullable;

/** Policy documents on their way in. On the way out the codec of AWS's protocol encodes them. */
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
}
