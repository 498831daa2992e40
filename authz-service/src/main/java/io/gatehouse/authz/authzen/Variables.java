package io.gatehouse.authz.authzen;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalKeys;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PatternToken;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.snapshot.Resolution;
import io.gatehouse.snapshot.SnapshotView;

import java.util.List;
import java.util.Optional;

/**
 * What a subject makes of patterns: its own name and tags in place of variables.
 *
 * @param principal that the subject is; empty for one that is not known
 * @param account of the subject; empty for one that is not known
 * @param policies that are its own identity policies; none for a subject that is not known
 */
record Variables(
        Optional<Principal> principal,
        Optional<AccountId> account,
        RequestContext keys,
        List<CompiledPolicy> policies) {

    /** Of nobody. */
    static final Variables UNKNOWN =
            new Variables(Optional.empty(), Optional.empty(), RequestContext.EMPTY, List.of());

    static Variables of(SnapshotView view, String principal) {
        return switch (view.resolve(principal)) {
            case Resolution.Known known ->
                    new Variables(
                            Optional.of(known.principal()),
                            Optional.ofNullable(known.principal().account()),
                            keys(known),
                            List.copyOf(known.policies().identity().policies()));
            case Resolution.Unknown _ -> UNKNOWN;
            case Resolution.Undecidable(String reason) ->
                    throw new CheckRefusedException(Reason.UNAVAILABLE, reason);
        };
    }

    private static RequestContext keys(Resolution.Known known) {
        RequestContext.Builder keys = RequestContext.builder();
        Principal principal = known.principal();
        PrincipalKeys.supply(principal, keys);
        known.tags().forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, value));
        return keys.build();
    }

    /** The one text that a pattern matches; empty if it has wildcards or unknown variables. */
    Optional<String> literal(String pattern, LanguageVersion version) {
        StringBuilder text = new StringBuilder();
        for (PatternToken token : PatternToken.parse(pattern, version, true)) {
            switch (token) {
                case PatternToken.Literal literal -> text.append(literal.text());
                case PatternToken.AnyText _, PatternToken.AnyCharacter _ -> {
                    return Optional.empty();
                }
                case PatternToken.Variable variable -> {
                    Optional<String> value = value(variable);
                    if (value.isEmpty()) {
                        return Optional.empty();
                    }
                    text.append(value.get());
                }
            }
        }
        return Optional.of(text.toString());
    }

    private Optional<String> value(PatternToken.Variable variable) {
        List<String> values = keys.values(variable.key());
        if (values != null && values.size() == 1) {
            return Optional.of(values.getFirst());
        }
        return Optional.ofNullable(variable.fallback());
    }
}
