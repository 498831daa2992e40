package io.gatehouse.model;

/** The kinds of unique id and the four letters each starts with (SEMANTICS 9). */
public enum IdKind {
    USER("AIDA", 21),
    GROUP("AGPA", 21),
    ROLE("AROA", 21),
    MANAGED_POLICY("ANPA", 21),
    POLICY_VERSION("ANVA", 21),
    INSTANCE_PROFILE("AIPA", 21),
    ACCESS_KEY("AKIA", 20),
    TEMPORARY_ACCESS_KEY("ASIA", 20),
    PUBLIC_KEY("APKA", 21),
    SERVER_CERTIFICATE("ASCA", 21),
    SERVICE_CREDENTIAL("ACCA", 21),
    /** Of a virtual MFA device, whose name and ARN may come again; AWS shows no such id. */
    MFA_DEVICE("AMFA", 21),
    /** Of a rotation that an administrator requires; AWS has none. */
    ROTATION("AROT", 21),
    /** Of Gatehouse alone: AWS registers no policies for resources. */
    RESOURCE_POLICY("RPOL", 21);

    private final String prefix;
    private final int length;

    IdKind(String prefix, int length) {
        this.prefix = prefix;
        this.length = length;
    }

    public String prefix() {
        return prefix;
    }

    /** Length of a new id in characters, prefix included. */
    public int length() {
        return length;
    }
}
