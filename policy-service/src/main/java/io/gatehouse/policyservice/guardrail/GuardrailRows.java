package io.gatehouse.policyservice.guardrail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.value.Fields;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/** Queries over {@code guardrails}. */
@ApplicationScoped
public class GuardrailRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What binds the account; empty where nothing does. */
    public Uni<Optional<Guardrails>> of(AccountId account) {
        return Panache.withSession(() ->
                        Panache.getSession()
                                .chain(session ->
                                        session.find(GuardrailsRow.class, account.digits())))
                .map(row -> row == null ? Optional.empty() : Optional.of(read(row.levels)));
    }

    /** Reads what a row holds. */
    public static Guardrails read(String levels) {
        try {
            return GuardrailsEventCodec.guardrails(new Fields("guardrails", JSON.readTree(levels)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row holds guardrails that nobody wrote", e);
        }
    }
}
