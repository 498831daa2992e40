package io.gatehouse.policy.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.decision.Verdict;
import io.gatehouse.policy.scenario.Scenario;
import io.gatehouse.policy.scenario.ScenarioJson;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SEMANTICS 12.53: a stored document may hold what this version does not know. */
class UnknownOperatorTest {

    @Test
    void a_deny_with_an_unknown_operator_applies() throws IOException {
        assertThat(decide("Deny").decision()).isEqualTo(Decision.EXPLICITLY_DENIED);
    }

    @Test
    void an_allow_with_an_unknown_operator_does_not_apply_and_the_answer_says_so()
            throws IOException {
        Verdict verdict = decide("Allow");
        assertThat(verdict.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(verdict.warnings()).anySatisfy(w -> assertThat(w).contains("FooEquals"));
    }

    private static Verdict decide(String effect) throws IOException {
        Scenario scenario =
                ScenarioJson.read(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"principal":"arn:aws:iam::111111111111:user/alice","action":"s3:GetObject",
                                         "resource":"arn:aws:s3:::b/k","identityPolicies":[{"Version":"2012-10-17","Statement":
                                         {"Effect":"%s","Action":"*","Resource":"*","Condition":{"FooEquals":{"aws:username":"x"}}}}]}\
                                        """
                                                .formatted(effect)));
        Verdict verdict = scenario.byEngine();
        assertThat(Scenario.difference(scenario.byReference(), verdict)).isEmpty();
        return verdict;
    }
}
