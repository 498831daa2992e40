package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.JsonNode;

/** When a batch of evaluations ends. */
enum Semantic {
    EXECUTE_ALL("execute_all"),
    DENY_ON_FIRST_DENY("deny_on_first_deny"),
    PERMIT_ON_FIRST_PERMIT("permit_on_first_permit");

    private final String wire;

    Semantic(String wire) {
        this.wire = wire;
    }

    /** What {@code options} of a request ask for; all by default. */
    static Semantic of(JsonNode options) {
        JsonNode asked = options.path("evaluations_semantic");
        if (asked.isMissingNode() || asked.isNull()) {
            return EXECUTE_ALL;
        }
        for (Semantic semantic : values()) {
            if (asked.isTextual() && semantic.wire.equals(asked.textValue())) {
                return semantic;
            }
        }
        throw Tuple.malformed(
                "$.options.evaluations_semantic",
                "execute_all, deny_on_first_deny or permit_on_first_permit");
    }

    boolean endsWith(boolean decision) {
        return switch (this) {
            case EXECUTE_ALL -> false;
            case DENY_ON_FIRST_DENY -> !decision;
            case PERMIT_ON_FIRST_PERMIT -> decision;
        };
    }
}
