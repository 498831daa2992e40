/**
 * Who signed a request, and the internal token for its onward journey.
 *
 * <p>Not here: how a signature is computed ({@code io.gatehouse.sigv4}).
 */
@NullMarked
package io.gatehouse.identity.authentication;

import org.jspecify.annotations.NullMarked;
