/**
 * The process around the features: what they are given, what is checked at start, and the questions
 * of other services.
 *
 * <p>Not here: rules.
 */
@NullMarked
package io.gatehouse.policyservice.service;

import org.jspecify.annotations.NullMarked;
