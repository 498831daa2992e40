package io.gatehouse.policyservice.value;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An event as it is stored and published.
 *
 * @param type wire name, such as {@code managed-policy.created}; written down, never derived
 * @param version of the type, from 1
 */
public record EncodedEvent(String type, int version, ObjectNode payload) {}
