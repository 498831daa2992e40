package io.gatehouse.policyservice.simulation;

import io.gatehouse.policy.decision.Decision;
import io.gatehouse.policy.language.StatementPlaces;
import io.gatehouse.policyservice.simulation.Simulated.Matched;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.OrganizationsDecisionDetail;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryDecisionDetail;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.Position;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.Statement;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Simulations as AWS answers them: one result for each action, with one part for each resource; the
 * result itself is what holds for all of them together.
 */
final class SimulationAnswers {

    private static final String EVERYTHING = "*";

    private SimulationAnswers() {}

    static EvaluationResult of(String action, List<Simulated> each) {
        EvaluationResult.Builder result =
                EvaluationResult.builder()
                        .evalActionName(action)
                        .evalResourceName(EVERYTHING)
                        .evalDecision(decision(together(each)))
                        .matchedStatements(statements(contributing(each)))
                        .missingContextValues(missing(each));
        Boolean organization = all(each.stream().map(Simulated::byOrganization).toList());
        if (organization != null) {
            result.organizationsDecisionDetail(
                    OrganizationsDecisionDetail.builder()
                            .allowedByOrganizations(organization)
                            .build());
        }
        Boolean boundary = all(each.stream().map(Simulated::byBoundary).toList());
        if (boundary != null) {
            result.permissionsBoundaryDecisionDetail(boundary(boundary));
        }
        boolean named = each.stream().anyMatch(one -> !one.resource().equals(EVERYTHING));
        if (named) {
            result.evalDecisionDetails(details(each.getFirst()));
            result.resourceSpecificResults(each.stream().map(SimulationAnswers::specific).toList());
        }
        return result.build();
    }

    private static ResourceSpecificResult specific(Simulated one) {
        ResourceSpecificResult.Builder result =
                ResourceSpecificResult.builder()
                        .evalResourceName(one.resource())
                        .evalResourceDecision(decision(one.decision()))
                        .matchedStatements(statements(one.matched()))
                        .missingContextValues(one.missing());
        if (!one.bySide().isEmpty()) {
            result.evalDecisionDetails(details(one));
        }
        if (one.byBoundary() != null) {
            result.permissionsBoundaryDecisionDetail(boundary(one.byBoundary()));
        }
        return result.build();
    }

    /** Allowed where every resource is; explicitly denied where one is. */
    private static Decision together(List<Simulated> each) {
        Decision together = Decision.ALLOWED;
        for (Simulated one : each) {
            together =
                    switch (one.decision()) {
                        case EXPLICITLY_DENIED -> Decision.EXPLICITLY_DENIED;
                        case IMPLICITLY_DENIED ->
                                together == Decision.EXPLICITLY_DENIED
                                        ? together
                                        : Decision.IMPLICITLY_DENIED;
                        case ALLOWED -> together;
                    };
        }
        return together;
    }

    private static List<Matched> contributing(List<Simulated> each) {
        Decision together = together(each);
        Set<Matched> matched = new LinkedHashSet<>();
        each.stream()
                .filter(one -> one.decision() == together)
                .forEach(one -> matched.addAll(one.matched()));
        return List.copyOf(matched);
    }

    private static List<String> missing(List<Simulated> each) {
        Set<String> missing = new LinkedHashSet<>();
        each.forEach(one -> missing.addAll(one.missing()));
        return List.copyOf(missing);
    }

    /** Null where none says anything. */
    private static @Nullable Boolean all(List<@Nullable Boolean> each) {
        return each.stream().anyMatch(Objects::isNull)
                ? null
                : each.stream().allMatch(Boolean.TRUE::equals);
    }

    private static Map<String, PolicyEvaluationDecisionType> details(Simulated one) {
        Map<String, PolicyEvaluationDecisionType> details = new HashMap<>();
        one.bySide().forEach((side, decision) -> details.put(side, decision(decision)));
        return details;
    }

    private static PermissionsBoundaryDecisionDetail boundary(boolean allows) {
        return PermissionsBoundaryDecisionDetail.builder()
                .allowedByPermissionsBoundary(allows)
                .build();
    }

    private static List<Statement> statements(List<Matched> matched) {
        return matched.stream().map(SimulationAnswers::statement).toList();
    }

    private static Statement statement(Matched matched) {
        Statement.Builder statement =
                Statement.builder()
                        .sourcePolicyId(matched.policy().id())
                        .sourcePolicyType(matched.policy().source());
        StatementPlaces.Span place = matched.place();
        return place == null
                ? statement.build()
                : statement
                        .startPosition(position(place.start()))
                        .endPosition(position(place.end()))
                        .build();
    }

    private static Position position(StatementPlaces.Position at) {
        return Position.builder().line(at.line()).column(at.column()).build();
    }

    private static PolicyEvaluationDecisionType decision(Decision decision) {
        return switch (decision) {
            case ALLOWED -> PolicyEvaluationDecisionType.ALLOWED;
            case EXPLICITLY_DENIED -> PolicyEvaluationDecisionType.EXPLICIT_DENY;
            case IMPLICITLY_DENIED -> PolicyEvaluationDecisionType.IMPLICIT_DENY;
        };
    }
}
