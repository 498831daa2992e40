package io.gatehouse.identity.session;

import io.gatehouse.identity.policies.KnownPolicies;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.session.SessionPolicies;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The session policies of a request: readable, at most ten managed ones, all of them there. */
@ApplicationScoped
public class SessionPolicyForm {

    private static final int MOST_MANAGED = 10;

    private final KnownPolicies policies;

    SessionPolicyForm(KnownPolicies policies) {
        this.policies = policies;
    }

    /**
     * Fails with RefusedException: MalformedPolicyDocument, or ValidationError for a managed policy
     * that is neither the account's nor AWS's, or does not exist.
     *
     * @param account of the role or user whose session it is
     */
    public Uni<SessionPolicies> require(
            AccountId account, @Nullable String inline, List<String> managed) {
        Optional<String> document = Optional.ofNullable(inline).map(SessionPolicyForm::readable);
        List<Arn> arns = new ArrayList<>();
        for (String text : new LinkedHashSet<>(managed)) {
            if (!Arn.isArn(text)) {
                throw invalid("The specified value for PolicyArns is invalid: " + text);
            }
            arns.add(Arn.parse(text));
        }
        if (arns.size() > MOST_MANAGED) {
            throw invalid(
                    "1 validation error detected: Value at 'policyArns' failed to satisfy"
                            + " constraint: Member must have length less than or equal to "
                            + MOST_MANAGED);
        }
        return Multi.createFrom()
                .iterable(arns)
                .onItem()
                .transformToUniAndConcatenate(arn -> exists(account, arn))
                .collect()
                .asList()
                .map(_ -> new SessionPolicies(document, arns));
    }

    private Uni<Arn> exists(AccountId account, Arn arn) {
        return policies.exists(account, arn)
                .map(exists -> {
                    if (!exists) {
                        throw invalid(
                                "PolicyArns: %s does not exist or is not attachable."
                                        .formatted(arn));
                    }
                    return arn;
                });
    }

    private static String readable(String document) {
        return switch (PolicyParser.parse(document, PolicyKind.SESSION)) {
            case ParsedPolicy.Valid _ -> document;
            case ParsedPolicy.Invalid invalid ->
                    throw RefusedException.of(
                            ErrorCode.MALFORMED_POLICY_DOCUMENT, invalid.first().message());
        };
    }

    private static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.VALIDATION_ERROR, message);
    }
}
