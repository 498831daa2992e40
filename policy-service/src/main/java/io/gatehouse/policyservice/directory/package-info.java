/**
 * Who exists, as policy-service knows it: rows projected from the facts of identity-service, and
 * identity-service itself where they are not enough.
 *
 * <p>Only {@code IdentityFeed} writes those rows.
 */
@NullMarked
package io.gatehouse.policyservice.directory;

import org.jspecify.annotations.NullMarked;
