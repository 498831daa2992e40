package io.gatehouse.policyservice.resourcepolicy;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.ResourcePolicyFact;
import io.gatehouse.eventstore.UniquenessChange;
import io.gatehouse.eventstore.ViewWrite;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Refusal;
import io.gatehouse.policyservice.log.EntityKind;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyDeleted;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyRegistered;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyRewritten;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.EncodedEvent;
import io.gatehouse.policyservice.value.Quotas;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;

/** Registered resource policies, as the way of every write wants to know them. */
final class ResourcePolicyKind
        implements EntityKind<ResourcePolicyCommand, ResourcePolicy, ResourcePolicyEvent> {

    private static final String PATTERN = "resource-pattern";
    private static final String WRITE =
            """
            insert into resource_policy (id, account, pattern, document) values ($1, $2, $3, $4)
            on conflict (id) do update set document = excluded.document
            """;

    @Override
    public String name() {
        return "resource-policy";
    }

    @Override
    public ResourcePolicy absent() {
        return ResourcePolicy.ABSENT;
    }

    @Override
    public Decision<ResourcePolicyEvent> decide(
            ResourcePolicy state, ResourcePolicyCommand command, Quotas quotas) {
        return ResourcePolicyDecider.decide(state, command, quotas);
    }

    @Override
    public ResourcePolicy evolve(ResourcePolicy state, ResourcePolicyEvent event) {
        return ResourcePolicy.evolve(state, event);
    }

    @Override
    public EncodedEvent encode(ResourcePolicyEvent event) {
        return ResourcePolicyEventCodec.encode(event);
    }

    @Override
    public ResourcePolicyEvent decode(String type, int version, JsonNode payload) {
        return ResourcePolicyEventCodec.decode(type, version, payload);
    }

    @Override
    public List<UniquenessChange> uniqueness(PolicyOwner owner, ResourcePolicyEvent event) {
        return switch (event) {
            case ResourcePolicyRegistered(var id, var pattern, var _) ->
                    List.of(
                            new UniquenessChange.Claim(
                                    PATTERN,
                                    owner.text(),
                                    pattern.text(),
                                    id.text(),
                                    new Refusal(
                                            ErrorCode.ENTITY_ALREADY_EXISTS,
                                            "The resource pattern %s has a policy."
                                                    .formatted(pattern))));
            case ResourcePolicyDeleted(var pattern) ->
                    List.of(new UniquenessChange.Release(PATTERN, owner.text(), pattern.text()));
            case ResourcePolicyRewritten _ -> List.of();
        };
    }

    @Override
    public List<ViewWrite> views(PolicyOwner owner, ResourcePolicy after) {
        return switch (after) {
            case ResourcePolicy.Active(var id, var pattern, var document) ->
                    List.of(client ->
                            client.preparedQuery(WRITE)
                                    .execute(
                                            Tuple.of(
                                                    id.text(),
                                                    owner.text(),
                                                    pattern.text(),
                                                    document.json()))
                                    .replaceWithVoid());
            case ResourcePolicy.Deleted(var id, var _) ->
                    List.of(client ->
                            client.preparedQuery("delete from resource_policy where id = $1")
                                    .execute(Tuple.of(id.text()))
                                    .replaceWithVoid());
            case ResourcePolicy.Absent _ -> List.of();
        };
    }

    @Override
    public Fact.Builder fact(ResourcePolicy after) {
        return switch (after) {
            case ResourcePolicy.Active(var id, var pattern, var document) ->
                    Fact.newBuilder()
                            .setResourcePolicy(
                                    body(id.text(), pattern).setDocument(document.json()));
            case ResourcePolicy.Deleted(var id, var pattern) ->
                    Fact.newBuilder().setDeleted(true).setResourcePolicy(body(id.text(), pattern));
            case ResourcePolicy.Absent _ ->
                    throw new IllegalStateException("what never was has no fact");
        };
    }

    private static ResourcePolicyFact.Builder body(String id, ResourceArnPattern pattern) {
        return ResourcePolicyFact.newBuilder().setId(id).setResourcePattern(pattern.text());
    }
}
