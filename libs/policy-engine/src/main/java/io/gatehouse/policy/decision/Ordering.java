package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.ConditionOperator.Comparison;

/** What an ordering operator wants of the order of the request's value to the policy's. */
final class Ordering {

    private Ordering() {}

    /** NotEquals is asked as Equals: its negation is the condition's (SEMANTICS 4, NOR). */
    static boolean holds(Comparison comparison, int order) {
        return switch (comparison) {
            case NUMERIC_LESS_THAN, DATE_LESS_THAN -> order < 0;
            case NUMERIC_LESS_THAN_EQUALS, DATE_LESS_THAN_EQUALS -> order <= 0;
            case NUMERIC_GREATER_THAN, DATE_GREATER_THAN -> order > 0;
            case NUMERIC_GREATER_THAN_EQUALS, DATE_GREATER_THAN_EQUALS -> order >= 0;
            default -> order == 0;
        };
    }
}
