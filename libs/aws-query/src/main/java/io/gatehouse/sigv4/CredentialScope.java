package io.gatehouse.sigv4;

/**
 * What a signature is good for.
 *
 * @param day {@code YYYYMMDD}
 */
record CredentialScope(String accessKeyId, String day, String region, String service) {

    static final String TERMINATOR = "aws4_request";

    /** As it stands in the string to sign. */
    String text() {
        return day + '/' + region + '/' + service + '/' + TERMINATOR;
    }
}
