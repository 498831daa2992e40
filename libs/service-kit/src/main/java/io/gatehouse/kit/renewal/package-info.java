/**
 * Sealed values under new keys: what an older key of the ring sealed is sealed anew, in small steps
 * beside all other work, so that the older key can be taken away.
 *
 * <p>Not here: where keys come from (kit.keys), and what is sealed; the services name their tables.
 */
@NullMarked
package io.gatehouse.kit.renewal;

import org.jspecify.annotations.NullMarked;
