package io.gatehouse.policyservice.request;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.value.PolicyArn;

import org.jspecify.annotations.Nullable;

/** ARNs of managed policies in requests. */
public final class Arns {

    private Arns() {}

    /** The ARN; anything else fails with AWS's text. */
    public static PolicyArn policy(@Nullable String text) {
        return PolicyArn.parse(text == null ? "" : text)
                .orElseThrow(() ->
                        RefusedException.of(
                                ErrorCode.INVALID_INPUT, "ARN %s is not valid.".formatted(text)));
    }
}
