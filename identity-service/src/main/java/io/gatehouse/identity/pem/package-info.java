/**
 * Certificates and keys between the text that callers send and what can be checked.
 *
 * <p>Nothing here is kept, and no message holds any part of a private key.
 */
@NullMarked
package io.gatehouse.identity.pem;

import org.jspecify.annotations.NullMarked;
