/**
 * Signature Version 4 verification.
 *
 * <p>Not here: where secrets come from.
 */
@NullMarked
package io.gatehouse.sigv4;

import org.jspecify.annotations.NullMarked;
