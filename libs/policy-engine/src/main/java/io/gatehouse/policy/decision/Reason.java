package io.gatehouse.policy.decision;

/**
 * A statement that took part in a decision.
 *
 * @param statement index in its document, from 0
 * @param sid the Sid as written; empty if there is none
 */
public record Reason(Layer layer, PolicyName policy, int statement, String sid) {}
