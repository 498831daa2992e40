package io.gatehouse.identity.mapping;

import io.gatehouse.identity.mapping.MappingJson.RulesEntry;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;

/** Mappings between the API's JSON and what is stored. */
@ApplicationScoped
public class MappingRules {

    private final Pool database;

    MappingRules(Pool database) {
        this.database = database;
    }

    /** A mapping as the API shows it. */
    public record Shown(Arn provider, RulesEntry entry) {}

    /** Throws RefusedException InvalidInput, with what and where. */
    public static Mapping.Rules read(RulesEntry entry) {
        try {
            return MappingJson.rules(entry);
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, String.valueOf(e.getMessage()));
        }
    }

    public Uni<List<Shown>> all(AccountId account) {
        return MappingView.all(database, account)
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Shown(row.provider(), MappingJson.entry(row.rules())))
                                .toList());
    }
}
