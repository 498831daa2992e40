/**
 * Which role somebody gets whose token or assertion names none: ordered rules of a provider.
 *
 * <p>Not here: whether the role trusts the provider. Only {@code MappingApi} writes to a stream.
 */
@NullMarked
package io.gatehouse.identity.mapping;

import org.jspecify.annotations.NullMarked;
