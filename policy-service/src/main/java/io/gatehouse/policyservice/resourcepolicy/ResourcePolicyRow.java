package io.gatehouse.policyservice.resourcepolicy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code resource_policy}; read only here, written by {@link ResourcePolicyKind}. */
@Entity
@Table(name = "resource_policy")
public class ResourcePolicyRow {

    @Id public String id = "";
    public String account = "";
    public String pattern = "";

    /** As stored: principals by unique id. */
    public String document = "";
}
