package io.gatehouse.authz.decisionlog;

import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.CheckResponse;
import io.gatehouse.model.PolicyOwner;

import java.time.Instant;

/**
 * One decision, for the log. The request may hold a token: it is never written as it is.
 *
 * @param nanoseconds that the decision took
 * @param asker who asked: a name or an ARN
 * @param principal ARN of whom it was about
 * @param owner whose partition it belongs to
 */
public record Decided(
        Instant at,
        long nanoseconds,
        String asker,
        String principal,
        PolicyOwner owner,
        CheckRequest request,
        CheckResponse response) {

    @Override
    public String toString() {
        return "Decided[principal=%s, decision=%s]".formatted(principal, response.getDecision());
    }
}
