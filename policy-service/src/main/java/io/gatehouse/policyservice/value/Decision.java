package io.gatehouse.policyservice.value;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

import java.util.List;

/**
 * What a decider answers: what then has happened, or an expected no.
 *
 * @param <E> the feature's events
 */
public sealed interface Decision<E> {

    /** Yes. No events: it is already so, and nothing is written. */
    record Accepted<E>(List<E> events) implements Decision<E> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Refused<E>(Refusal refusal) implements Decision<E> {}

    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    static <E> Decision<E> accept(E... events) {
        return new Accepted<>(List.of(events));
    }

    static <E> Decision<E> accept(List<E> events) {
        return new Accepted<>(events);
    }

    static <E> Decision<E> refuse(ErrorCode code, String message) {
        return new Refused<>(new Refusal(code, message));
    }
}
