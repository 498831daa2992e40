/**
 * {@code gatehouse import}: an account as AWS prints it, or AWS's managed policies, read, checked
 * whole, and sent to the gateway in phases.
 *
 * <p>Not here: what happens to the entities; that is identity-service's and policy-service's.
 */
@NullMarked
package io.gatehouse.cli.importing;

import org.jspecify.annotations.NullMarked;
