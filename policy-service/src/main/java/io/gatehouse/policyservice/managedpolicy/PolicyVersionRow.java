package io.gatehouse.policyservice.managedpolicy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import java.io.Serializable;
import java.time.Instant;

/** A row of {@code managed_policy_version}; read only here. */
@Entity
@Table(name = "managed_policy_version")
@IdClass(PolicyVersionRow.Key.class)
public class PolicyVersionRow {

    @Id
    @Column(name = "policy_id")
    public String policyId = "";

    @Id public int number;
    public String document = "";
    public Instant created = Instant.EPOCH;

    /** Policy and number. */
    public record Key(String policyId, int number) implements Serializable {}

    public VersionNumber versionNumber() {
        return new VersionNumber(number);
    }
}
