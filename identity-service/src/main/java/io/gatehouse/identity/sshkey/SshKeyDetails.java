package io.gatehouse.identity.sshkey;

/**
 * What is said of an SSH public key.
 *
 * @param body as it was uploaded; its comment may name a person
 * @param fingerprint MD5 in pairs between colons
 */
public record SshKeyDetails(String body, String fingerprint) {}
