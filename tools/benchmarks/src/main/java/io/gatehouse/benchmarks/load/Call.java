package io.gatehouse.benchmarks.load;

import java.util.concurrent.CompletionStage;

/** One question, whose answer is compared with the expected one. */
@FunctionalInterface
public interface Call {

    /**
     * Asks without waiting.
     *
     * @param number each once within one load; of client {@code c} of {@code n} those that are
     *     {@code c} modulo {@code n}
     * @return fails when there is no answer, or a wrong one
     */
    CompletionStage<?> ask(long number);
}
