package io.gatehouse.identity.log;

import io.gatehouse.model.Revision;

/**
 * What became of a command.
 *
 * @param state after it
 * @param revision to see it; says nothing where it was so already
 * @param changed whether anything happened
 */
public record Done<S>(S state, Revision revision, boolean changed) {}
