package io.gatehouse.policyservice.simulation;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.holding.HeldPolicy;
import io.gatehouse.policyservice.value.PolicyArn;

import software.amazon.awssdk.services.iam.model.InlinePolicyIdentifierType;
import software.amazon.awssdk.services.iam.model.PolicyIdentifier;
import software.amazon.awssdk.services.iam.model.PolicyIdentifierPolicyType;

import java.util.List;
import java.util.regex.Pattern;

/** Policies that a simulation leaves out, as if they were not attached (PolicyExclusionList). */
final class Exclusions {

    private final List<PolicyIdentifier> identifiers;

    /** Fails with InvalidInput for an identifier that says nothing, too much, or is malformed. */
    Exclusions(List<PolicyIdentifier> identifiers) {
        this.identifiers = List.copyOf(identifiers);
        this.identifiers.forEach(Exclusions::check);
    }

    boolean exclude(HeldPolicy policy) {
        return identifiers.stream().anyMatch(identifier -> names(identifier, policy));
    }

    /** Whether boundaries, service control policies or the like are left out as a whole. */
    boolean excludeAll(PolicyIdentifierPolicyType type) {
        return identifiers.stream().anyMatch(identifier -> identifier.policyType() == type);
    }

    private static boolean names(PolicyIdentifier identifier, HeldPolicy policy) {
        InlinePolicyIdentifierType inline = identifier.inlinePolicyIdentifier();
        if (inline != null) {
            return policy.isInline()
                    && policy.name().equals(inline.policyName())
                    && policy.holder().kind().wire().equals(inline.attachmentTypeAsString())
                    && glob(inline.attachmentName()).matcher(policy.holder().name()).matches();
        }
        if (identifier.policyArn() != null) {
            return policy.arn()
                    .filter(arn -> glob(identifier.policyArn()).matcher(arn).matches())
                    .isPresent();
        }
        return switch (identifier.policyType()) {
            case INLINE -> policy.isInline();
            case AWS_MANAGED -> policy.isAwsManaged();
            case USER_MANAGED -> !policy.isInline() && !policy.isAwsManaged();
            case PERMISSION_BOUNDARY, SCP, RCP, UNKNOWN_TO_SDK_VERSION -> false;
        };
    }

    private static void check(PolicyIdentifier identifier) {
        int said =
                (identifier.policyType() == null ? 0 : 1)
                        + (identifier.policyArn() == null ? 0 : 1)
                        + (identifier.inlinePolicyIdentifier() == null ? 0 : 1);
        boolean unknown =
                identifier.policyType() == PolicyIdentifierPolicyType.UNKNOWN_TO_SDK_VERSION;
        if (said != 1 || unknown) {
            throw invalid(
                    "an entry of PolicyExclusionList has one of PolicyType, PolicyArn and"
                            + " InlinePolicyIdentifier");
        }
        String arn = identifier.policyArn();
        if (arn != null
                && (stars(arn) > 1
                        || PolicyArn.parse(arn.replace('*', 'x').replace('?', 'x')).isEmpty())) {
            throw invalid("ARN %s is not valid.".formatted(arn));
        }
        InlinePolicyIdentifierType inline = identifier.inlinePolicyIdentifier();
        if (inline != null
                && (inline.policyName() == null
                        || inline.attachmentName() == null
                        || inline.attachmentTypeAsString() == null
                        || stars(inline.attachmentName()) > 1)) {
            throw invalid(
                    "an InlinePolicyIdentifier has a PolicyName, an AttachmentType and an"
                            + " AttachmentName with one `*` at most");
        }
    }

    private static long stars(String text) {
        return text.chars().filter(c -> c == '*').count();
    }

    /** One star at most, so this cannot backtrack for long. */
    private static Pattern glob(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }
}
