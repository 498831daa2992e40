package io.gatehouse.policyservice.simulation;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policy.language.PolicyKind;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.PolicySourceType;

import java.util.ArrayList;
import java.util.List;

/** Parameters that both simulations share, read and checked; InvalidInput says what is wrong. */
final class Questions {

    private static final String ROOT = "root";

    private Questions() {}

    static List<SimulatedPolicy> policies(List<String> texts, String parameter, PolicyKind kind) {
        List<SimulatedPolicy> policies = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            policies.add(
                    SimulatedPolicy.given(
                            parameter + "." + (i + 1), PolicySourceType.NONE, texts.get(i), kind));
        }
        return policies;
    }

    static List<SimulatedPolicy> boundaries(List<String> texts) {
        if (texts.size() > 1) {
            throw invalid("only one permissions boundary can be simulated");
        }
        return policies(texts, "PermissionsBoundaryPolicyInputList", PolicyKind.BOUNDARY);
    }

    static @Nullable SimulatedPolicy resourcePolicy(@Nullable String text) {
        return text == null
                ? null
                : SimulatedPolicy.given(
                        "ResourcePolicy", PolicySourceType.RESOURCE, text, PolicyKind.RESOURCE);
    }

    static List<String> actions(List<String> names) {
        for (String name : names) {
            try {
                ActionName _ = ActionName.parse(name);
            } catch (IllegalArgumentException e) {
                throw invalid(String.valueOf(e.getMessage()));
            }
        }
        return names;
    }

    /** Where none are named, all are meant: {@code *}. */
    static List<String> resources(List<String> arns) {
        for (String arn : arns) {
            if (!arn.equals("*") && !Arn.isArn(arn)) {
                throw invalid("a resource is an ARN or `*`, not `%s`".formatted(arn));
            }
        }
        return arns.isEmpty() ? List.of("*") : arns;
    }

    /** The account of a ResourceOwner: {@code arn:aws:iam::ACCOUNT:root}. */
    static @Nullable AccountId owner(@Nullable String arn) {
        if (arn == null) {
            return null;
        }
        if (Arn.isArn(arn)) {
            Arn owner = Arn.parse(arn);
            if (owner.service().equals("iam")
                    && owner.resource().equals(ROOT)
                    && AccountId.isValid(owner.account())) {
                return new AccountId(owner.account());
            }
        }
        throw invalid("a ResourceOwner is the ARN of an account's root, not `%s`".formatted(arn));
    }

    static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }
}
