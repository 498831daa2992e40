/**
 * What log lines say of the request that they belong to, and how its id goes from service to
 * service.
 *
 * <p>Not here: the audit trail and events, which are kept; log lines are not.
 */
@NullMarked
package io.gatehouse.kit.log;

import org.jspecify.annotations.NullMarked;
