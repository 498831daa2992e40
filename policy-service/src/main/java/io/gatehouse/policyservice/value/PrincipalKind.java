package io.gatehouse.policyservice.value;

/** Whom policies are attached to and written on. */
public enum PrincipalKind {
    USER("user", "User"),
    GROUP("group", "Group"),
    ROLE("role", "Role");

    private final String wire;
    private final String title;

    PrincipalKind(String wire, String title) {
        this.wire = wire;
        this.title = title;
    }

    /** As it stands in ARNs, rows and AWS's messages. */
    public String wire() {
        return wire;
    }

    /** As it stands in names of quotas and actions, such as {@code PutUserPolicy}. */
    public String title() {
        return title;
    }

    /** Whether it acts itself: a group does not. */
    public boolean isPrincipal() {
        return this != GROUP;
    }

    /** Reads what {@link #wire()} wrote. */
    public static PrincipalKind parse(String wire) {
        for (PrincipalKind kind : values()) {
            if (kind.wire.equals(wire)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "a principal is a `user`, `group` or `role`, not `%s`".formatted(wire));
    }
}
