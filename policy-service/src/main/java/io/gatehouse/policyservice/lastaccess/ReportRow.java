package io.gatehouse.policyservice.lastaccess;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import java.time.Instant;

/** A row of {@code last_accessed_report}: that a report was asked for. */
@Entity
@Table(name = "last_accessed_report")
public class ReportRow {

    @Id public String id = "";
    public String account = "";
    public String arn = "";
    public String granularity = "";
    public Instant created = Instant.EPOCH;
}
