package io.gatehouse.policyservice.directory;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.gatehouse.policyservice.value.TagsJson;
import io.vertx.core.json.JsonArray;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import java.util.List;
import java.util.Optional;

/** A row of {@code principal}; read only here, written by {@link IdentityFeed}. */
@Entity
@Table(name = "principal")
public class PrincipalRow {

    @Id public String id = "";
    public String account = "";
    public String kind = "";
    public String name = "";

    @Column(name = "name_key")
    public String nameKey = "";

    public String path = "";

    @Column(name = "boundary_arn")
    public String boundaryArn = "";

    public String tags = "";

    /** Unique ids of a user's groups: a JSON array. */
    @Column(name = "group_ids")
    public String groupIds = "[]";

    /** Unique ids of a user's groups. */
    public List<String> groups() {
        return new JsonArray(groupIds).stream().map(String.class::cast).toList();
    }

    public KnownPrincipal known() {
        return new KnownPrincipal(
                new AccountId(account),
                PrincipalKind.parse(kind),
                new UniqueId(id),
                name,
                path,
                boundaryArn.isEmpty() ? Optional.empty() : Optional.of(boundaryArn),
                TagsJson.read(tags));
    }
}
