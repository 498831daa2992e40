package io.gatehouse.policy.reference;

import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.Layer;

import java.util.Set;

/**
 * What the reference evaluator says.
 *
 * @param because on an allow every matching Allow, on an explicit deny every matching Deny
 * @param missing keys that a condition or variable of a statement in question looked for in vain
 */
public record ReferenceVerdict(
        Decision decision, Layer layer, Set<Because> because, Set<String> missing) {

    /** A statement that took part. */
    public record Because(Layer layer, String policy, int statement) {}
}
