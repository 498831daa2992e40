/**
 * The decision log: what was decided goes to {@code gatehouse.decisions}, aside from the threads
 * that decide.
 *
 * <p>Not here: what is decided; who reads the log.
 */
@NullMarked
package io.gatehouse.authz.decisionlog;

import org.jspecify.annotations.NullMarked;
