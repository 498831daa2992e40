package io.gatehouse.kit.guard;

import io.gatehouse.model.Revision;

/**
 * How a caller was admitted.
 *
 * @param decidedAt the snapshot that decided
 * @param behindHeads whether that snapshot had not reached the call's heads; noted in the event
 */
public record Admission(Revision decidedAt, boolean behindHeads) {}
