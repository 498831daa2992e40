package io.gatehouse.identity.samlprovider;

/** Whether assertions of a provider may come unencrypted; wire names are AWS's. */
public enum EncryptionMode {
    ALLOWED("Allowed"),
    REQUIRED("Required");

    private final String wire;

    EncryptionMode(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    static EncryptionMode parse(String wire) {
        for (EncryptionMode mode : values()) {
            if (mode.wire.equals(wire)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("no encryption mode: `%s`".formatted(wire));
    }
}
