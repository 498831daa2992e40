package io.gatehouse.policy.decision;

/**
 * The kinds of policy that take part in a decision, in the order in which a denial is reported
 * (SEMANTICS 6), and the two ways of deciding without a policy.
 */
public enum Layer {
    RESOURCE_CONTROL("resource-control", "resource control policy"),
    SERVICE_CONTROL("service-control", "service control policy"),
    RESOURCE("resource", "resource-based policy"),
    /** The trust policy of a role. */
    TRUST("trust", "role trust policy"),
    IDENTITY("identity", "identity-based policy"),
    BOUNDARY("boundary", "permissions boundary"),
    SESSION("session", "session policy"),
    /** The root user of an account, allowed without an identity policy. */
    ROOT("root", "root user"),
    /** No policy decided: the action needs no permission, or the evaluation failed. */
    ENGINE("engine", "evaluation");

    private final String text;
    private final String phrase;

    Layer(String text, String phrase) {
        this.text = text;
        this.phrase = phrase;
    }

    /** As written in answers. */
    public String text() {
        return text;
    }

    /** As AWS's denial messages call it. */
    public String phrase() {
        return phrase;
    }
}
