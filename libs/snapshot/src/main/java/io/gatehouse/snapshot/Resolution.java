package io.gatehouse.snapshot;

import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.Principal;

import java.util.Map;

/** What a view knows of a principal. */
public sealed interface Resolution {

    /**
     * @param principal with its unique ids
     * @param policies that are its own: identity, boundary, session, service control
     * @param tags of the user or role
     */
    record Known(Principal principal, ApplicablePolicies policies, Map<String, String> tags)
            implements Resolution {}

    /** There is no such principal here: whatever is asked, the answer is no. */
    record Unknown(Principal principal, String reason) implements Resolution {}

    /** The principal's account cannot be decided about: an error, never a yes. */
    record Undecidable(String reason) implements Resolution {}
}
