package io.gatehouse.awsquery;

import io.gatehouse.model.ActionName;

/**
 * One action of one API.
 *
 * @param name as the form's {@code Action} gives it; one of {@link Operations}
 */
public record Operation(AwsApi api, String name) {

    /** {@code iam:CreateUser}, as policies and internal tokens name it. */
    public ActionName action() {
        return new ActionName(api.vendor(), name);
    }

    /**
     * How the AWS SDK for Java spells it in class names: acronyms as words, {@code
     * CreateSAMLProvider} as {@code CreateSamlProvider}.
     */
    String sdkName() {
        StringBuilder spelled = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isInsideAcronym =
                    i > 0
                            && Character.isUpperCase(name.charAt(i - 1))
                            && (i + 1 == name.length()
                                    || !Character.isLowerCase(name.charAt(i + 1)));
            spelled.append(isInsideAcronym ? Character.toLowerCase(c) : c);
        }
        return spelled.toString();
    }

    /** The AWS SDK's class of its request. */
    String requestClass() {
        return "software.amazon.awssdk.services.%s.model.%sRequest"
                .formatted(api.vendor(), sdkName());
    }
}
