/**
 * May they: the snapshot in memory and the decision APIs.
 *
 * <p>Not here: any database.
 */
@NullMarked
package io.gatehouse.authz;

import org.jspecify.annotations.NullMarked;
