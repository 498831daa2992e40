/**
 * The values that every other module speaks in: ARNs, account ids, names, unique ids, revisions and
 * error codes.
 *
 * <p>Not here: rules about what may happen to them (deciders), how they travel (contracts) and what
 * a policy says (policy-engine).
 *
 * <p>JDK only. Every type is an immutable value that checks itself when made.
 */
@NullMarked
package io.gatehouse.model;

import org.jspecify.annotations.NullMarked;
