package io.gatehouse.identity.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

/** What a decider said, in words for tests. */
public final class Outcome {

    private Outcome() {}

    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    public static <E> void happens(Decision<E> decision, E... events) {
        assertThat(decision).isEqualTo(Decision.accept(events));
    }

    public static void nothing(Decision<?> decision) {
        assertThat(decision).isEqualTo(Decision.accept());
    }

    public static void refused(Decision<?> decision, ErrorCode code, String message) {
        assertThat(decision).isEqualTo(new Decision.Refused<>(new Refusal(code, message)));
    }

    public static void refused(Decision<?> decision, ErrorCode code) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        assertThat(((Decision.Refused<?>) decision).refusal().code()).isEqualTo(code);
    }
}
