package io.gatehouse.policy.decision;

/** The three outcomes of a decision (SEMANTICS 6). */
public enum Decision {
    ALLOWED("Allowed"),
    EXPLICITLY_DENIED("ExplicitlyDenied"),
    IMPLICITLY_DENIED("ImplicitlyDenied");

    private final String text;

    Decision(String text) {
        this.text = text;
    }

    /** As written in answers. */
    public String text() {
        return text;
    }
}
