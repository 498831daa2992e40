/**
 * Attempts that were refused: kept in the audit table and told on {@code gatehouse.events}.
 *
 * <p>Not here: who refuses.
 */
@NullMarked
package io.gatehouse.kit.audit;

import org.jspecify.annotations.NullMarked;
