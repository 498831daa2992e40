package io.gatehouse.policy.language;

/**
 * What a {@link PolicyWarning} is about. Names are those of AWS IAM Access Analyzer where it has
 * the check, so that whoever knows one knows the other; they are part of the interface.
 */
public enum PolicyCheck {
    // ---- may grant more, or deny less, than is meant
    /** ForAllValues is true of a key that is absent (SEMANTICS 4). */
    FORALLVALUES_WITHOUT_NULL_CHECK(Severity.SECURITY),
    FORALLVALUES_WITH_SINGLE_VALUED_KEY(Severity.SECURITY),
    PASS_ROLE_WITH_STAR_IN_RESOURCE(Severity.SECURITY),
    PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE(Severity.SECURITY),
    PASS_ROLE_WITH_NOT_RESOURCE(Severity.SECURITY),
    PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE(Severity.SECURITY),
    /** Allows every action but some, also those of services to come. */
    ALLOW_WITH_NOT_ACTION(Severity.SECURITY),
    /** Allows on every resource but some, also those to come. */
    ALLOW_WITH_NOT_RESOURCE(Severity.SECURITY),
    /** Anybody, anonymous callers included. */
    STAR_PRINCIPAL_WITHOUT_CONDITION(Severity.SECURITY),
    /** A service that acts for anybody's resource: the confused deputy. */
    RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL(Severity.SECURITY),
    MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL(Severity.SECURITY),
    /** A Deny that long-term keys pass, for they bring no such key (SEMANTICS 12.34). */
    DENY_BOOL_WITHOUT_IF_EXISTS(Severity.SECURITY),
    /** What would be refused on write, met in a document that is stored already. */
    NOT_WRITABLE(Severity.SECURITY),

    // ---- does not do what it says
    MISSING_QUALIFIER(Severity.GENERAL),
    MISSING_VERSION(Severity.GENERAL),
    MISSING_ARN_FIELD(Severity.GENERAL),
    CREATE_SLR_WITH_STAR_IN_RESOURCE(Severity.GENERAL),
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE(Severity.GENERAL),
    CREATE_SLR_WITH_NOT_RESOURCE(Severity.GENERAL),
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE(Severity.GENERAL),
    /** An action of IAM or STS that there is not; other services' actions are anybody's to name. */
    INVALID_ACTION(Severity.GENERAL),
    ACTION_MATCHES_NOTHING(Severity.GENERAL),
    INVALID_GLOBAL_CONDITION_KEY(Severity.GENERAL),
    INVALID_SERVICE_CONDITION_KEY(Severity.GENERAL),
    MISSING_TAG_KEY_IN_CONDITION(Severity.GENERAL),
    DUPLICATE_KEYS_WITH_DIFFERENT_CASE(Severity.GENERAL),
    INVALID_CONDITION_MULTIPLE_BOOLEAN(Severity.GENERAL),
    /** The operator does not fit the key. */
    TYPE_MISMATCH(Severity.GENERAL),
    /** The value does not fit the operator. */
    DATA_TYPE_MISMATCH(Severity.GENERAL),
    WILDCARD_WITHOUT_LIKE_OPERATOR(Severity.GENERAL),
    VARIABLE_UNSUPPORTED_IN_VERSION(Severity.GENERAL),
    VARIABLE_UNSUPPORTED_IN_ELEMENT(Severity.GENERAL),
    INVALID_VARIABLE_FOR_OPERATOR(Severity.GENERAL),
    /** A variable that never has a value. */
    INVALID_VARIABLE(Severity.GENERAL),
    /** A date that lies behind the time of the review. */
    DATE_PASSED(Severity.GENERAL),

    // ---- says too much
    SET_OPERATOR_WITH_SINGLE_VALUED_KEY(Severity.SUGGESTION),
    EMPTY_ARRAY_CONDITION(Severity.SUGGESTION),
    EMPTY_OBJECT_CONDITION(Severity.SUGGESTION),
    EMPTY_SID_VALUE(Severity.SUGGESTION),
    IMPROVE_IP_RANGE(Severity.SUGGESTION),
    REDUNDANT_ACTION(Severity.SUGGESTION),
    REDUNDANT_RESOURCE(Severity.SUGGESTION),
    REDUNDANT_CONDITION_VALUE(Severity.SUGGESTION),
    REDUNDANT_CONDITION_VALUE_NUM(Severity.SUGGESTION),
    REDUNDANT_STATEMENT(Severity.SUGGESTION);

    /** How much it may matter. */
    public enum Severity {
        SECURITY,
        GENERAL,
        SUGGESTION
    }

    private final Severity severity;

    PolicyCheck(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }
}
