package io.gatehouse.policy.language;

/**
 * What a policy document is for. The kind decides which elements are required or forbidden
 * (SEMANTICS 1) and how a resource pattern with fewer than six parts is read (SEMANTICS 2.3).
 */
public enum PolicyKind {
    /** Inline policy of a user, group or role. */
    IDENTITY,
    /** Managed policy, attached to principals or used as a boundary or session policy. */
    MANAGED,
    /** Policy of a resource, naming principals. */
    RESOURCE,
    /** Who may assume a role. */
    TRUST,
    /** Permissions boundary that is not a managed policy. */
    BOUNDARY,
    /** Passed when a session is made. */
    SESSION,
    /** Service control policy: limits the principals of an account. */
    SERVICE_CONTROL,
    /** Resource control policy: limits access to the resources of an account. */
    RESOURCE_CONTROL;

    /** Whether statements name principals. */
    public boolean namesPrincipals() {
        return switch (this) {
            case RESOURCE, TRUST, RESOURCE_CONTROL -> true;
            case IDENTITY, MANAGED, BOUNDARY, SESSION, SERVICE_CONTROL -> false;
        };
    }
}
