/**
 * The keys that services share or keep, and sealing under them.
 *
 * <p>Not here: identity-service's signing keys, which live in its database.
 */
@NullMarked
package io.gatehouse.kit.keys;

import org.jspecify.annotations.NullMarked;
