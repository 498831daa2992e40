package io.gatehouse.policy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.ActionClause;
import io.gatehouse.policy.language.Condition;
import io.gatehouse.policy.language.Effect;
import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.ResourceClause;
import io.gatehouse.policy.language.Statement;
import io.gatehouse.policy.reference.ReferencePolicies;
import io.gatehouse.policy.scenario.Scenario;
import io.gatehouse.policy.scenario.ScenarioJson;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * ARN and glob matchers and the readers of condition values: engine and reference agree on every
 * text. An input is lines: the first what is a policy's, the second what is the request's, the
 * third the value of a variable.
 */
class MatcherFuzzTest {

    private static final Principal USER = Principal.parse("arn:aws:iam::111111111111:user/alice");
    private static final List<String> OPERATORS =
            List.of(
                    "StringEquals",
                    "StringEqualsIgnoreCase",
                    "StringLike",
                    "StringNotLike",
                    "ArnLike",
                    "ArnNotEquals",
                    "Bool",
                    "BinaryEquals",
                    "NumericEquals",
                    "NumericNotEquals",
                    "NumericLessThanEquals",
                    "DateEquals",
                    "DateNotEquals",
                    "DateLessThan",
                    "IpAddress",
                    "NotIpAddress",
                    "Null");

    @FuzzTest(maxDuration = "60s")
    void resources_match_alike(byte[] data) {
        String[] lines = lines(data);
        List<String> patterns = List.of(lines[0]);
        for (Effect effect : Effect.values()) {
            for (ResourceClause clause :
                    List.of(
                            new ResourceClause.Resources(patterns),
                            new ResourceClause.NotResources(patterns))) {
                Statement statement = statement(effect, "*", clause, List.of());
                agree(statement, "s3:GetObject", lines[1], context(lines));
                agree(asServiceControl(statement), "s3:GetObject", lines[1], context(lines));
            }
        }
    }

    @FuzzTest(maxDuration = "60s")
    void actions_match_alike(byte[] data) {
        String[] lines = lines(data);
        agree(
                statement(
                        Effect.ALLOW,
                        lines[0].isEmpty() ? "*" : lines[0],
                        new ResourceClause.Resources(List.of("*")),
                        List.of()),
                lines[1],
                "arn:aws:s3:::b",
                context(lines));
    }

    @FuzzTest(maxDuration = "60s")
    void condition_values_are_read_alike(byte[] data) {
        String[] lines = lines(data);
        for (String operator : OPERATORS) {
            for (Effect effect : Effect.values()) {
                agree(
                        statement(
                                effect,
                                "*",
                                new ResourceClause.Resources(List.of("*")),
                                List.of(new Condition(operator, "svc:k", List.of(lines[0])))),
                        "s3:GetObject",
                        "arn:aws:s3:::b",
                        context(lines));
            }
        }
    }

    private static String[] lines(byte[] data) {
        String[] lines = new String(data, StandardCharsets.ISO_8859_1).split("\n", 3);
        return new String[] {
            lines[0], lines.length > 1 ? lines[1] : "", lines.length > 2 ? lines[2] : "v"
        };
    }

    private static RequestContext context(String[] lines) {
        return RequestContext.builder().put("svc:k", lines[1]).put("svc:v", lines[2]).build();
    }

    private static Statement statement(
            Effect effect, String action, ResourceClause resource, List<Condition> conditions) {
        return new Statement(
                Optional.empty(),
                effect,
                Optional.empty(),
                new ActionClause.Actions(List.of(action)),
                Optional.of(resource),
                conditions);
    }

    private static void agree(
            Statement statement, String action, String resource, RequestContext context) {
        agree(
                new ReferencePolicies(
                        List.of(named(PolicyKind.IDENTITY, statement)),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        PrincipalMatching.FROM_REQUEST),
                action,
                resource,
                context);
    }

    /** Short ARNs are read otherwise in these (SEMANTICS 2.3). */
    private static ReferencePolicies asServiceControl(Statement statement) {
        Statement all =
                statement(Effect.ALLOW, "*", new ResourceClause.Resources(List.of("*")), List.of());
        return new ReferencePolicies(
                List.of(named(PolicyKind.IDENTITY, all)),
                List.of(),
                null,
                List.of(List.of(named(PolicyKind.SERVICE_CONTROL, statement))),
                null,
                null,
                PrincipalMatching.FROM_REQUEST);
    }

    private static ReferencePolicies.Named named(PolicyKind kind, Statement statement) {
        return new ReferencePolicies.Named(
                kind.name(),
                new PolicyDocument(
                        kind,
                        Optional.of(LanguageVersion.V2012_10_17),
                        Optional.empty(),
                        List.of(statement)));
    }

    private static void agree(
            ReferencePolicies policies, String action, String resource, RequestContext context) {
        Scenario scenario =
                new Scenario(
                        policies,
                        AuthorizationRequest.of(USER, action, resource, context)
                                .withResourcePolicyRequired(false));
        assertThat(Scenario.difference(scenario.byReference(), scenario.byEngine()))
                .as(ScenarioJson.write(scenario))
                .isEmpty();
    }
}
