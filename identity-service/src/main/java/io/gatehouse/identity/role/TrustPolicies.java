package io.gatehouse.identity.role;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Trust policies between how callers write them, by ARN, and how they are stored, by unique id
 * (SEMANTICS 8).
 */
@ApplicationScoped
public class TrustPolicies {

    private final PrincipalDirectory principals;

    TrustPolicies(PrincipalDirectory principals) {
        this.principals = principals;
    }

    /**
     * A trust policy that came with an import.
     *
     * @param unknown principals that do not exist here: kept as written, matching nobody
     */
    public record Imported(TrustPolicy policy, List<String> unknown) {
        public Imported {
            unknown = List.copyOf(unknown);
        }
    }

    /** Fails with MalformedPolicyDocument for what is no trust policy or names nobody. */
    public Uni<TrustPolicy> stored(String document) {
        return stored(valid(document)).map(TrustPolicy::new);
    }

    /** The same for the policy of another resource, which the caller has had checked. */
    public Uni<String> storedOfResource(String document) {
        return stored(TrustDocument.parse(document));
    }

    private Uni<String> stored(TrustDocument trust) {
        return principals
                .find(trust.principals())
                .map(known ->
                        trust.with(text -> known.stored(text).orElseThrow(() -> invalid(text))));
    }

    /** Keeps who does not exist here; fails with MalformedPolicyDocument for no trust policy. */
    public Uni<Imported> imported(String document) {
        TrustDocument trust = valid(document);
        return principals.find(trust.principals()).map(known -> imported(trust, known));
    }

    private static Imported imported(TrustDocument trust, KnownPrincipals known) {
        List<String> unknown = new ArrayList<>();
        UnaryOperator<String> words =
                text ->
                        known.stored(text)
                                .orElseGet(() -> {
                                    unknown.add(text);
                                    return text;
                                });
        return new Imported(new TrustPolicy(trust.with(words)), unknown);
    }

    /** As AWS shows them: ids become ARNs again, those of nobody stay. */
    public Uni<List<String>> shown(List<TrustPolicy> policies) {
        List<TrustDocument> documents =
                policies.stream().map(policy -> TrustDocument.parse(policy.document())).toList();
        Set<String> named = new LinkedHashSet<>();
        documents.forEach(document -> named.addAll(document.principals()));
        return principals
                .find(named)
                .map(known ->
                        documents.stream().map(document -> document.with(known::shown)).toList());
    }

    private static TrustDocument valid(String document) {
        return switch (PolicyParser.parse(document, PolicyKind.TRUST)) {
            case ParsedPolicy.Valid _ -> TrustDocument.parse(document);
            case ParsedPolicy.Invalid invalid ->
                    throw new RefusedException(invalid.first().refusal());
        };
    }

    private static RefusedException invalid(String principal) {
        return RefusedException.of(
                ErrorCode.MALFORMED_POLICY_DOCUMENT,
                "Invalid principal in policy: \"AWS\":\"" + principal + "\"");
    }
}
