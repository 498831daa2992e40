package io.gatehouse.policy.decision;

import java.util.List;

/**
 * The answer to one request. Immutable; equal requests on equal policies give equal verdicts.
 *
 * @param layer the layer that decided: on a denial the first, in the order of {@link Layer}, that
 *     denied or did not allow; on an allow the layer that granted
 * @param because on an allow every matching Allow statement of every layer, on an explicit deny
 *     every matching Deny statement; on an implicit deny none. By layer, then policy, then index
 * @param missingContextKeys keys, as policies write them, that a statement in question looked for
 *     (by a condition other than Null and IfExists, or by a variable) and the request does not have
 * @param warnings what was not understood and made a statement fail closed
 */
public record Verdict(
        Decision decision,
        Layer layer,
        List<Reason> because,
        List<String> missingContextKeys,
        List<String> warnings) {

    public Verdict {
        because = List.copyOf(because);
        missingContextKeys = List.copyOf(missingContextKeys);
        warnings = List.copyOf(warnings);
    }

    public boolean isAllowed() {
        return decision == Decision.ALLOWED;
    }
}
