package io.gatehouse.policyservice.value;

import io.gatehouse.model.Arn;
import io.gatehouse.model.PolicyOwner;

import java.util.Optional;

/** The ARN of a managed policy, taken apart: {@code arn:aws:iam::OWNER:policy/PATH/NAME}. */
public record PolicyArn(PolicyOwner owner, PolicyPath path, PolicyName name) {

    private static final String TYPE = "policy";

    /** Empty when the text is not the ARN of a managed policy. */
    public static Optional<PolicyArn> parse(String text) {
        try {
            Arn arn = Arn.parse(text);
            int slash = arn.resource().lastIndexOf('/');
            boolean isPolicy =
                    arn.partition().equals("aws")
                            && arn.service().equals("iam")
                            && arn.region().isEmpty()
                            && arn.resource().startsWith(TYPE + "/");
            return isPolicy
                    ? Optional.of(
                            new PolicyArn(
                                    PolicyOwner.parse(arn.account()),
                                    new PolicyPath(
                                            arn.resource().substring(TYPE.length(), slash + 1)),
                                    new PolicyName(arn.resource().substring(slash + 1))))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public Arn arn() {
        return Arn.iam(owner, TYPE + path + name);
    }

    @Override
    public String toString() {
        return arn().toString();
    }
}
