package io.gatehouse.snapshot;

import io.gatehouse.policy.decision.PolicySet;

/** What a view knows of the policy of a resource. */
public sealed interface StoredPolicy {

    /** The resource's policy is kept here, and wins over one that comes with a request. */
    record Stored(PolicySet policy) implements StoredPolicy {}

    /** Nothing is known here of such a resource. */
    record None() implements StoredPolicy {}

    /** The resource's account cannot be decided about: an error, never a yes. */
    record Undecidable(String reason) implements StoredPolicy {}
}
