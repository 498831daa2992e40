package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.policyservice.value.PolicyText;

import java.time.Instant;

/**
 * One version of a managed policy; never changes.
 *
 * @param created earlier than the event's time for an imported one
 */
public record PolicyVersion(VersionNumber number, PolicyText document, Instant created) {}
