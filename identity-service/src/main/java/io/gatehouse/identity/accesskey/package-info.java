/**
 * Long-term access keys: their state within the owner's stream, and their secrets outside of any
 * log.
 *
 * <p>Secrets leave this package once, when the key is made, and for the check of a signature.
 */
@NullMarked
package io.gatehouse.identity.accesskey;

import org.jspecify.annotations.NullMarked;
