package io.gatehouse.identity.accesskey;

import io.gatehouse.model.UniqueId;

import java.time.Instant;

/** A long-term access key as its owner's stream knows it: never its secret. */
public record AccessKey(UniqueId id, boolean active, Instant created) {}
