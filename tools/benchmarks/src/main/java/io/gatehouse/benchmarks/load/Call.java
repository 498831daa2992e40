package io.gatehouse.benchmarks.load;

import java.util.concurrent.CompletionStage;

/** One question, whose answer is compared with the expected one. */
@FunctionalInterface
public interface Call {

    /**
     * Asks without waiting.
     *
     * @param number counts up from 0 within one load
     * @return fails when there is no answer, or a wrong one
     */
    CompletionStage<?> ask(long number);
}
