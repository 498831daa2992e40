package io.gatehouse.kit.keys;

/** What a key is for; a key is never used for two purposes (ARCHITECTURE, "Keys"). */
public enum KeyPurpose {
    /** HMAC over the facts on Kafka. */
    FACTS("facts"),
    /** Service tokens between our own services. */
    INTERNAL("internal"),
    /** Identity-service alone: credentials, subject keys, session secrets. */
    MASTER("master"),
    /** Policy-service's subject keys. */
    PERSONAL("personal");

    private final String filePrefix;

    KeyPurpose(String filePrefix) {
        this.filePrefix = filePrefix;
    }

    /** The first part of the file's name: {@code <prefix>-<kid>.key}. */
    public String filePrefix() {
        return filePrefix;
    }
}
