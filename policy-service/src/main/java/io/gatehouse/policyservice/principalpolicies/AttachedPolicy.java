package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.value.PolicyArn;

/** A managed policy as it is attached: by its unique id; the ARN is for people. */
public record AttachedPolicy(UniqueId id, PolicyArn arn) {}
