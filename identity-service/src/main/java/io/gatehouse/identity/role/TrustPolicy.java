package io.gatehouse.identity.role;

/**
 * A trust policy as it is stored: valid, its principals that exist here written as unique ids
 * (SEMANTICS 8).
 *
 * @param document JSON text
 */
public record TrustPolicy(String document) {

    /** Trusts nobody: what an imported role has until its own trust policy is written. */
    public static final TrustPolicy NOBODY =
            new TrustPolicy(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\","
                            + "\"Action\":\"sts:AssumeRole\"}]}");

    /** Characters that count towards the quota: all but white space (SEMANTICS 9). */
    public static int size(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }
}
