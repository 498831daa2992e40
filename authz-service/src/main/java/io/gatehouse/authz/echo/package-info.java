/**
 * What benchmarks compare decisions with: the same messages, nothing decided. Off by default.
 *
 * <p>Not here: anything that an application asks. Nobody writes to it.
 */
@NullMarked
package io.gatehouse.authz.echo;

import org.jspecify.annotations.NullMarked;
