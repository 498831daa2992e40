/**
 * Principals that come from elsewhere, as ordinary commands, one entity at a time; a second run
 * changes nothing.
 *
 * <p>Not here: policies, which policy-service imports.
 */
@NullMarked
package io.gatehouse.identity.imports;

import org.jspecify.annotations.NullMarked;
