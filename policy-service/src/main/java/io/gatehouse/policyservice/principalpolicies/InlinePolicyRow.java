package io.gatehouse.policyservice.principalpolicies;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import java.io.Serializable;

/** A row of {@code inline_policy}; read only here, written by {@link PrincipalPoliciesView}. */
@Entity
@Table(name = "inline_policy")
@IdClass(InlinePolicyRow.Key.class)
public class InlinePolicyRow {

    @Id
    @Column(name = "principal_id")
    public String principalId = "";

    @Id public String name = "";
    public String account = "";
    public String document = "";

    /** Principal and name. */
    public record Key(String principalId, String name) implements Serializable {}
}
