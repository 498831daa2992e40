/**
 * Policies of another system into this one: {@code POST /api/import/policies}. Made of the same
 * commands as everything else, many in one transaction.
 *
 * <p>Not here: rules of policies.
 */
@NullMarked
package io.gatehouse.policyservice.importing;

import org.jspecify.annotations.NullMarked;
