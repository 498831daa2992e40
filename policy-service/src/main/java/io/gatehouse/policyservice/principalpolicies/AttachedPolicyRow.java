package io.gatehouse.policyservice.principalpolicies;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import java.io.Serializable;

/** A row of {@code attached_policy}; read only here, written by {@link PrincipalPoliciesView}. */
@Entity
@Table(name = "attached_policy")
@IdClass(AttachedPolicyRow.Key.class)
public class AttachedPolicyRow {

    @Id
    @Column(name = "principal_id")
    public String principalId = "";

    @Id
    @Column(name = "policy_id")
    public String policyId = "";

    public String account = "";

    @Column(name = "principal_kind")
    public String principalKind = "";

    @Column(name = "policy_arn")
    public String policyArn = "";

    @Column(name = "policy_name")
    public String policyName = "";

    @Column(name = "policy_path")
    public String policyPath = "";

    /** Principal and policy. */
    public record Key(String principalId, String policyId) implements Serializable {}

    /** As AWS lists it. */
    public software.amazon.awssdk.services.iam.model.AttachedPolicy answer() {
        return software.amazon.awssdk.services.iam.model.AttachedPolicy.builder()
                .policyName(policyName)
                .policyArn(policyArn)
                .build();
    }
}
