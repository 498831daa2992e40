package io.gatehouse.identity.federation;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.mapping.MappedSession;
import io.gatehouse.identity.mapping.MappingTrace;
import io.gatehouse.identity.mapping.MappingView;
import io.gatehouse.identity.mapping.MappingView.MappingRow;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.kit.api.ApiRouteSet;
import io.gatehouse.kit.api.ApiRoutes;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code POST /api/federation/test}: what would become of somebody with this token, assertion or
 * these claims: which rule matches and why the others do not, which role, and what its trust policy
 * says. Gives no session and uses no assertion up. Needs {@code gatehouse:TestRoleMapping} on the
 * provider's ARN.
 */
@ApplicationScoped
public class MappingTrial implements ApiRouteSet {

    private final Vouching vouching;
    private final FederatedTrust trust;
    private final Gate gate;
    private final Pool database;

    MappingTrial(Vouching vouching, FederatedTrust trust, Gate gate, Pool database) {
        this.vouching = vouching;
        this.trust = trust;
        this.gate = gate;
        this.database = database;
    }

    /** Exactly one of token, assertion and claims. */
    public record Trial(
            @Nullable String provider,
            @Nullable String token,
            @Nullable String samlResponse,
            @Nullable Map<String, Object> claims) {
        @Override
        public String toString() {
            return "Trial[" + provider + "]";
        }
    }

    /**
     * What would become of it.
     *
     * @param refused why nobody gets in; null where the role is given
     * @param rules up to the one that matched
     * @param trust what the role's trust policy says: {@code allowed}, {@code denied} or {@code
     *     not-asked}
     */
    public record TrialAnswer(
            @Nullable String refused,
            List<MappingTrace> rules,
            @Nullable String matchedRule,
            @Nullable String role,
            @Nullable String sessionName,
            Map<String, String> tags,
            String trust) {
        public TrialAnswer {
            rules = List.copyOf(rules);
            tags = Map.copyOf(tags);
        }

        static TrialAnswer no(String why, List<MappingTrace> rules, @Nullable String rule) {
            return new TrialAnswer(why, rules, rule, null, null, Map.of(), "not-asked");
        }
    }

    @Override
    public void registerOn(ApiRoutes routes) {
        routes.post("/api/federation/test", Trial.class, this::test);
    }

    private Uni<TrialAnswer> test(Trial trial, Call call) {
        Arn provider = KnownProviders.arn(trial.provider() == null ? "" : trial.provider());
        if (Stream.of(trial.token(), trial.samlResponse(), trial.claims())
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT,
                    "give exactly one of `token`, `saml_response` and `claims`");
        }
        return gate.require(
                        call,
                        new ActionName("gatehouse", "TestRoleMapping"),
                        provider,
                        ContextKeys.none())
                .chain(() -> tried(trial, call, provider));
    }

    /** A token that is not taken is an answer like any other. */
    private Uni<TrialAnswer> tried(Trial trial, Call call, Arn provider) {
        return presented(trial, provider)
                .chain(by -> mapped(call, by))
                .onFailure(RefusedException.class)
                .recoverWithItem(no -> TrialAnswer.no(no.refusal().message(), List.of(), null));
    }

    private Uni<Vouched> presented(Trial trial, Arn provider) {
        if (trial.token() != null) {
            return vouching.tryToken(provider, trial.token());
        }
        return trial.samlResponse() != null
                ? vouching.tryAssertion(provider, trial.samlResponse()).map(by -> by)
                : vouching.claimed(provider, Objects.requireNonNull(trial.claims()));
    }

    private Uni<TrialAnswer> mapped(Call call, Vouched by) {
        return MappingView.of(database, new ProviderId(by.providerId()))
                .chain(found ->
                        found.isEmpty()
                                ? Uni.createFrom()
                                        .item(
                                                TrialAnswer.no(
                                                        "the provider has no mapping to roles",
                                                        List.of(),
                                                        null))
                                : mapped(call, by, found.get()));
    }

    private Uni<TrialAnswer> mapped(Call call, Vouched by, MappingRow row) {
        List<MappingTrace> trace = MappingTrace.of(row.rules(), by.attributes(), by.subject());
        return switch (MappedSession.of(row.rules(), by.attributes(), by.subject())) {
            case MappedSession.Refused(var rule, String message) ->
                    Uni.createFrom().item(TrialAnswer.no(message, trace, rule.orElse(null)));
            case MappedSession.Of of -> {
                RoleWish wish =
                        RoleWish.of(of.role(), of.sessionName(), by)
                                .tagged(by.tags().with(of.tags()));
                yield trust.refusal(call, by, wish)
                        .map(refusal -> answer(of, wish, trace, refusal));
            }
        };
    }

    private static TrialAnswer answer(
            MappedSession.Of of, RoleWish wish, List<MappingTrace> trace, Optional<String> no) {
        return new TrialAnswer(
                no.orElse(null),
                trace,
                of.rule(),
                of.role().toString(),
                of.sessionName(),
                wish.tags().all(),
                no.isPresent() ? "denied" : "allowed");
    }
}
