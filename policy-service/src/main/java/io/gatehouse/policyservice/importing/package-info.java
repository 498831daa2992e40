/**
 * The forms of {@code POST /api/import/policies}: what is sent and what is answered.
 *
 * <p>Not here: the endpoint (service), and what becomes of each policy (the features).
 */
@NullMarked
package io.gatehouse.policyservice.importing;

import org.jspecify.annotations.NullMarked;
