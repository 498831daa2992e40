package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.TagsJson;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import java.time.Instant;
import java.util.Map;

/** A row of {@code managed_policy}; read only here, written by {@link ManagedPolicyView}. */
@Entity
@Table(name = "managed_policy")
public class ManagedPolicyRow {

    @Id public String id = "";
    public String owner = "";
    public String name = "";

    @Column(name = "name_key")
    public String nameKey = "";

    public String path = "";
    public String arn = "";
    public String description = "";

    @Column(name = "default_version")
    public int defaultVersion;

    public String tags = "";
    public Instant created = Instant.EPOCH;
    public Instant updated = Instant.EPOCH;

    public UniqueId uniqueId() {
        return new UniqueId(id);
    }

    public PolicyArn policyArn() {
        return PolicyArn.parse(arn)
                .orElseThrow(() -> new IllegalStateException("not a policy's ARN: " + arn));
    }

    public VersionNumber defaultNumber() {
        return new VersionNumber(defaultVersion);
    }

    public Map<String, String> tagsByKey() {
        return TagsJson.read(tags);
    }
}
