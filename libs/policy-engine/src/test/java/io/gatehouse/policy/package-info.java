/** Tests of the library as a whole. */
@NullMarked
package io.gatehouse.policy;

import org.jspecify.annotations.NullMarked;
