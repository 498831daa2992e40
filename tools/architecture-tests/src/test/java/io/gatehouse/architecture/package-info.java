/**
 * The import firewall and the rules of style that a machine can check.
 *
 * <p>Not here: what a module does.
 */
@NullMarked
package io.gatehouse.architecture;

import org.jspecify.annotations.NullMarked;
