/**
 * The commands of gatehouse.
 *
 * <p>Not here: the launcher.
 */
@NullMarked
package io.gatehouse.cli;

import org.jspecify.annotations.NullMarked;
