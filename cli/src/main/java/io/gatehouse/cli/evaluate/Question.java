package io.gatehouse.cli.evaluate;

import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.AuthorizationRequest;

import java.util.List;

/**
 * One line: a request and the policies that bear on it.
 *
 * @param warnings what in the documents is legal and probably wrong, with the field it stands in
 */
record Question(ApplicablePolicies policies, AuthorizationRequest request, List<String> warnings) {

    Question {
        warnings = List.copyOf(warnings);
    }
}
