/**
 * AWS's request and answer types to this service's values and back, where more than one feature
 * needs it.
 *
 * <p>Here and in the features' {@code Actions} strings become values, and nowhere else.
 */
@NullMarked
package io.gatehouse.identity.wire;

import org.jspecify.annotations.NullMarked;
