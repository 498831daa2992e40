/**
 * What is written: managed and inline policies, attachments, guardrails; the read model.
 *
 * <p>Not here: who exists.
 */
@NullMarked
package io.gatehouse.policyservice;

import org.jspecify.annotations.NullMarked;
