package io.gatehouse.identity.federation;

import static io.gatehouse.identity.mapping.MappingKind.MAPPINGS;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.mapping.MappingCommand;
import io.gatehouse.identity.mapping.MappingJson.RuleEntry;
import io.gatehouse.identity.mapping.MappingJson.RulesEntry;
import io.gatehouse.identity.mapping.MappingRules;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.kit.api.ApiRouteSet;
import io.gatehouse.kit.api.ApiRoutes;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.BiFunction;

/**
 * {@code /api/federation/mappings}: which role people get by a provider. Writing one needs {@code
 * gatehouse:PutRoleMapping}, removing one {@code gatehouse:DeleteRoleMapping}, both on the
 * provider's ARN; reading them {@code gatehouse:ListRoleMappings}.
 */
@ApplicationScoped
public class FederationApi implements ApiRouteSet {

    private static final String PATH = "/api/federation/mappings";

    private final KnownProviders providers;
    private final MappingRules mappings;
    private final Commands commands;
    private final Gate gate;

    FederationApi(KnownProviders providers, MappingRules mappings, Commands commands, Gate gate) {
        this.providers = providers;
        this.mappings = mappings;
        this.commands = commands;
        this.gate = gate;
    }

    /** All rules of a provider, in their order; they replace those that are there. */
    public record MappingEntry(
            String provider, List<RuleEntry> rules, @Nullable String signInClient) {}

    public record MappingList(List<MappingEntry> mappings) {
        public MappingList {
            mappings = List.copyOf(mappings);
        }
    }

    public record ProviderEntry(String provider) {}

    /**
     * @param revision token to see it by; empty where it was so already
     */
    public record MappingWritten(String provider, String revision) {}

    @Override
    public void registerOn(ApiRoutes routes) {
        routes.post(PATH, MappingEntry.class, this::put);
        routes.get(PATH, this::list);
        routes.post(PATH + "/delete", ProviderEntry.class, this::delete);
    }

    private Uni<MappingWritten> put(MappingEntry entry, Call call) {
        var rules = MappingRules.read(new RulesEntry(entry.rules(), entry.signInClient()));
        return write(
                call,
                "PutRoleMapping",
                entry.provider(),
                (id, arn) -> new MappingCommand.ReplaceMapping(id, arn, rules));
    }

    private Uni<MappingWritten> delete(ProviderEntry entry, Call call) {
        return write(
                call, "DeleteRoleMapping", entry.provider(), MappingCommand.RemoveMapping::new);
    }

    private Uni<MappingWritten> write(
            Call call,
            String action,
            @Nullable String text,
            BiFunction<ProviderId, Arn, MappingCommand> command) {
        Arn provider = KnownProviders.arn(text == null ? "" : text);
        return require(call, action, provider)
                .chain(origin ->
                        known(call, provider)
                                .chain(id ->
                                        commands.run(
                                                origin,
                                                call.account(),
                                                MAPPINGS,
                                                Asked.always(
                                                        id.text(), command.apply(id, provider)))))
                .map(done -> new MappingWritten(provider.toString(), done.revision().token()));
    }

    /** Fails with NoSuchEntity for a provider that the caller's account does not have. */
    private Uni<ProviderId> known(Call call, Arn provider) {
        if (!provider.account().equals(call.account().digits())) {
            throw absent(provider);
        }
        return providers.id(provider).map(found -> found.orElseThrow(() -> absent(provider)));
    }

    private Uni<MappingList> list(Call call) {
        return require(call, "ListRoleMappings", Guard.NO_RESOURCE)
                .chain(() -> mappings.all(call.account()))
                .map(rows ->
                        new MappingList(
                                rows.stream()
                                        .map(row ->
                                                new MappingEntry(
                                                        row.provider().toString(),
                                                        row.entry().rules(),
                                                        row.entry().signInClient()))
                                        .toList()));
    }

    private Uni<Origin> require(Call call, String action, Object resource) {
        return gate.require(
                call, new ActionName("gatehouse", action), resource, ContextKeys.none());
    }

    private static RefusedException absent(Arn provider) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY, "The provider %s cannot be found.".formatted(provider));
    }
}
