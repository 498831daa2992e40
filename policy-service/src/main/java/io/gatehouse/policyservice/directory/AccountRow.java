package io.gatehouse.policyservice.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code known_account}; written by {@link IdentityFeed}. */
@Entity
@Table(name = "known_account")
public class AccountRow {

    @Id public String account = "";

    @Column(name = "is_first")
    public boolean isFirst;
}
