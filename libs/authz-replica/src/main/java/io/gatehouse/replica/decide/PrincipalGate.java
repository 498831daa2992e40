package io.gatehouse.replica.decide;

/** Whether the asker may learn of a principal; asked before anything is decided about it. */
@FunctionalInterface
public interface PrincipalGate {

    /** Everybody may ask about everybody. */
    PrincipalGate OPEN = _ -> {};

    /**
     * Returns if the asker may, throws {@link CheckRefusedException} otherwise.
     *
     * @param principal ARN of whom the question is about
     */
    void pass(String principal);
}
