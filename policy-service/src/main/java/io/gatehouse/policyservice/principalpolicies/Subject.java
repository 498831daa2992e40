package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.value.PrincipalKind;

/**
 * The principal a command is about.
 *
 * @param name at present; for messages only, never stored in events
 */
public record Subject(PrincipalKind kind, UniqueId id, String name) {}
