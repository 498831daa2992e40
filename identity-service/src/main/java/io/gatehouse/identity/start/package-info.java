/**
 * What happens before the first request, and the beans made from libraries and configuration.
 *
 * <p>Checks of the database, the epoch, the first account, the relay.
 */
@NullMarked
package io.gatehouse.identity.start;

import org.jspecify.annotations.NullMarked;
