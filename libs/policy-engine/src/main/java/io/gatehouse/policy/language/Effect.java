package io.gatehouse.policy.language;

/** What a statement does when it matches. */
public enum Effect {
    ALLOW("Allow"),
    DENY("Deny");

    private final String text;

    Effect(String text) {
        this.text = text;
    }

    /** As written in the Effect element, case-sensitive. */
    public String text() {
        return text;
    }
}
