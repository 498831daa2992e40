/**
 * The launcher behind gatehouse up.
 *
 * <p>Not here: anything a service needs in production.
 */
@NullMarked
package io.gatehouse.standalone;

import org.jspecify.annotations.NullMarked;
