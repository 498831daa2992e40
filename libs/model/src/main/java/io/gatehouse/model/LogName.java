package io.gatehouse.model;

/** The two logs that each account has, one per writing service. */
public enum LogName {
    IDENTITY("identity"),
    POLICY("policy");

    private final String wire;

    LogName(String wire) {
        this.wire = wire;
    }

    /** As written in revision tokens, facts and configuration. */
    public String wire() {
        return wire;
    }

    /** Reads what {@link #wire()} wrote. */
    public static LogName parse(String wire) {
        for (LogName name : values()) {
            if (name.wire.equals(wire)) {
                return name;
            }
        }
        throw new IllegalArgumentException(
                "a log is `identity` or `policy`, not `%s`".formatted(wire));
    }
}
