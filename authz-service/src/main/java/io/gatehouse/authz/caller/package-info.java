/**
 * Who may ask: everybody on this machine, or who shows a token.
 *
 * <p>Not here: who the principal in the question is.
 */
@NullMarked
package io.gatehouse.authz.caller;

import org.jspecify.annotations.NullMarked;
