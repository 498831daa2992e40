package io.gatehouse.kit.service;

import java.util.Optional;

/** Our own services, by the names that service tokens give. */
public enum ServiceName {
    GATEWAY("gateway"),
    IDENTITY("identity"),
    POLICY("policy"),
    AUTHZ("authz"),
    /** The command line, which holds the keys of the machine it runs on. */
    OPERATOR("operator");

    private final String wire;

    ServiceName(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    /** The service of that name, if there is one. */
    public static Optional<ServiceName> find(String wire) {
        for (ServiceName name : values()) {
            if (name.wire.equals(wire)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
