/**
 * What a provider says of a person, as values: attributes and session tags.
 *
 * <p>Not here: whether it may be believed.
 */
@NullMarked
package io.gatehouse.identity.claims;

import org.jspecify.annotations.NullMarked;
