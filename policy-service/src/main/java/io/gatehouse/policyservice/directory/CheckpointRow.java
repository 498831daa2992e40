package io.gatehouse.policyservice.directory;

import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code identity_checkpoint}; written by {@link IdentityFeed}. */
@Entity
@Table(name = "identity_checkpoint")
public class CheckpointRow {

    @Id public String account = "";
    public String epoch = "";
    public long number;

    LogPosition position() {
        return new LogPosition(PolicyOwner.parse(account), LogName.IDENTITY, epoch, number);
    }
}
