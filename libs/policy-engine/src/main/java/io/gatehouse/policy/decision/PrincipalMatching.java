package io.gatehouse.policy.decision;

/** How the principals that a resource or trust policy names are compared (SEMANTICS 8). */
public enum PrincipalMatching {
    /**
     * A stored policy: users, roles and their sessions match by unique id alone ({@code AIDA…},
     * {@code AROA…}, {@code AROA…:session}); their ARNs match nobody.
     */
    STORED,
    /** A policy that came with the request: by ARN, roles by account and name; ids match too. */
    FROM_REQUEST
}
