package io.gatehouse.policyservice.guardrail;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.eventstore.UniquenessChange;
import io.gatehouse.eventstore.ViewWrite;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.log.EntityKind;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.EncodedEvent;
import io.gatehouse.policyservice.value.Quotas;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;

/** Guardrails, as the way of every write wants to know them. */
final class GuardrailsKind implements EntityKind<GuardrailsCommand, Binding, GuardrailsEvent> {

    private static final String WRITE =
            """
            insert into guardrails (account, levels) values ($1, $2)
            on conflict (account) do update set levels = excluded.levels
            """;
    private static final String DELETE = "delete from guardrails where account = $1";

    @Override
    public String name() {
        return "guardrails";
    }

    @Override
    public Binding absent() {
        return Binding.FREE;
    }

    @Override
    public Decision<GuardrailsEvent> decide(
            Binding state, GuardrailsCommand command, Quotas quotas) {
        return GuardrailsDecider.decide(state, command, quotas);
    }

    @Override
    public Binding evolve(Binding state, GuardrailsEvent event) {
        return Binding.evolve(state, event);
    }

    @Override
    public EncodedEvent encode(GuardrailsEvent event) {
        return GuardrailsEventCodec.encode(event);
    }

    @Override
    public GuardrailsEvent decode(String type, int version, JsonNode payload) {
        return GuardrailsEventCodec.decode(type, version, payload);
    }

    @Override
    public List<UniquenessChange> uniqueness(PolicyOwner owner, GuardrailsEvent event) {
        return List.of();
    }

    @Override
    public List<ViewWrite> views(PolicyOwner owner, Binding after) {
        return switch (after) {
            case Binding.Bound(var guardrails) ->
                    List.of(
                            write(
                                    WRITE,
                                    Tuple.of(
                                            owner.text(),
                                            GuardrailsEventCodec.json(guardrails).toString())));
            case Binding.Free _ -> List.of(write(DELETE, Tuple.of(owner.text())));
        };
    }

    @Override
    public Fact.Builder fact(Binding after) {
        return GuardrailFacts.fact(after);
    }

    private static ViewWrite write(String sql, Tuple values) {
        return client -> client.preparedQuery(sql).execute(values).replaceWithVoid();
    }
}
