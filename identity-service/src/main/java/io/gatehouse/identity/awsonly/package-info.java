/**
 * The few actions of IAM and STS that make no sense outside AWS: authorised as all others are, and
 * then answered with a clear error of AWS's shape (ADR 120).
 *
 * <p>Nothing is written here.
 */
@NullMarked
package io.gatehouse.identity.awsonly;

import org.jspecify.annotations.NullMarked;
