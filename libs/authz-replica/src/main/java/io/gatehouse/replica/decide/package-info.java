/**
 * From a question and a view to an answer in the words of {@code authorization.proto}; plain,
 * synchronous, the same in authz-service and in an embedded replica.
 *
 * <p>Not here: the rules of deciding (policy-engine), where views come from, doors.
 */
@NullMarked
package io.gatehouse.replica.decide;

import org.jspecify.annotations.NullMarked;
