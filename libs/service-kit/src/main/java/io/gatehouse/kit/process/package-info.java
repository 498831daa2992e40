/**
 * What every service process does: end with its launcher, name the request in its logs.
 *
 * <p>Not here: anything about requests' meaning.
 */
@NullMarked
package io.gatehouse.kit.process;

import org.jspecify.annotations.NullMarked;
