package io.gatehouse.policyservice.guardrail;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code guardrails}; read only here, written by {@link GuardrailsKind}. */
@Entity
@Table(name = "guardrails")
public class GuardrailsRow {

    @Id public String account = "";

    /** As events keep them. */
    public String levels = "";
}
