package io.gatehouse.replica.decide;

/**
 * Told of every decision before it is answered, on the thread that decides: must neither block nor
 * fail.
 */
@FunctionalInterface
public interface DecisionCount {

    /** Counts nothing: for questions that are counted where they come from. */
    DecisionCount NONE = (_, _, _, _, _) -> {};

    /**
     * @param account who is billed: twelve digits, or {@code -} where nobody is
     * @param principal unique id; {@code unknown} and {@code anonymous} where there is none
     * @param service vendor of the action
     * @param second since the epoch
     */
    void decided(String account, String principal, String service, String action, long second);
}
