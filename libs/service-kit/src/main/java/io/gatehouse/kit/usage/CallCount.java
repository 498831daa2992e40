package io.gatehouse.kit.usage;

import io.gatehouse.kit.call.Call;

/** Counts management calls to who is billed. Neither blocks nor fails; safe for all threads. */
@FunctionalInterface
public interface CallCount {

    /**
     * Counts a call, once it is known who calls and before anything is answered.
     *
     * @param action as the internal token names it: {@code iam:CreateUser}, or method and path
     */
    void count(Call call, String action);
}
