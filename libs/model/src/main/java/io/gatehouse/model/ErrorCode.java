package io.gatehouse.model;

/**
 * Every "no" that can leave Gatehouse: AWS's code on the wire, HTTP status, gRPC status number and
 * whether the same request may succeed later unchanged (SEMANTICS 10). Codes whose name differs
 * from AWS's text carry the text.
 */
public enum ErrorCode {
    ACCESS_DENIED("AccessDenied", 403, 7, false),
    CONCURRENT_MODIFICATION("ConcurrentModification", 409, 10, true),
    DELETE_CONFLICT("DeleteConflict", 409, 9, false),
    DUPLICATE_CERTIFICATE("DuplicateCertificate", 409, 6, false),
    DUPLICATE_SSH_PUBLIC_KEY("DuplicateSSHPublicKey", 400, 6, false),
    ENTITY_ALREADY_EXISTS("EntityAlreadyExists", 409, 6, false),
    ENTITY_TEMPORARILY_UNMODIFIABLE("EntityTemporarilyUnmodifiable", 409, 9, true),
    EXPIRED_TOKEN("ExpiredToken", 403, 16, false),
    EXPIRED_TOKEN_EXCEPTION("ExpiredTokenException", 400, 16, false),
    EXPIRED_TRADE_IN_TOKEN("ExpiredTradeInTokenException", 400, 16, false),
    FEATURE_DISABLED("FeatureDisabled", 404, 9, false),
    FEATURE_ENABLED("FeatureEnabled", 409, 9, false),
    IDP_COMMUNICATION_ERROR("IDPCommunicationError", 400, 14, true),
    IDP_REJECTED_CLAIM("IDPRejectedClaim", 403, 7, false),
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400, 16, false),
    INTERNAL_FAILURE("InternalFailure", 500, 13, true),
    INVALID_ACTION("InvalidAction", 400, 12, false),
    INVALID_AUTHENTICATION_CODE("InvalidAuthenticationCode", 403, 16, false),
    INVALID_AUTHORIZATION_MESSAGE("InvalidAuthorizationMessageException", 400, 3, false),
    INVALID_CERTIFICATE("InvalidCertificate", 400, 3, false),
    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403, 16, false),
    INVALID_IDENTITY_TOKEN("InvalidIdentityToken", 400, 16, false),
    INVALID_INPUT("InvalidInput", 400, 3, false),
    INVALID_PARAMETER_VALUE("InvalidParameterValue", 400, 3, false),
    INVALID_PUBLIC_KEY("InvalidPublicKey", 400, 3, false),
    INVALID_USER_TYPE("InvalidUserType", 400, 3, false),
    KEY_PAIR_MISMATCH("KeyPairMismatch", 400, 3, false),
    LIMIT_EXCEEDED("LimitExceeded", 409, 8, false),
    MALFORMED_CERTIFICATE("MalformedCertificate", 400, 3, false),
    MALFORMED_INPUT("MalformedInput", 400, 3, false),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400, 3, false),
    MALFORMED_QUERY_STRING("MalformedQueryString", 404, 3, false),
    MISSING_ACTION("MissingAction", 400, 3, false),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403, 16, false),
    NO_SUCH_ENTITY("NoSuchEntity", 404, 5, false),
    NOT_SUPPORTED_SERVICE("NotSupportedService", 404, 12, false),
    OPEN_ID_IDP_COMMUNICATION_ERROR("OpenIdIdpCommunicationError", 400, 14, true),
    OPT_IN_REQUIRED("OptInRequired", 403, 9, false),
    ORGANIZATION_NOT_FOUND("OrganizationNotFoundException", 400, 5, false),
    OUTBOUND_FEDERATION_DISABLED("OutboundWebIdentityFederationDisabledException", 403, 9, false),
    PACKED_POLICY_TOO_LARGE("PackedPolicyTooLarge", 400, 3, false),
    PASSWORD_POLICY_VIOLATION("PasswordPolicyViolation", 400, 3, false),
    POLICY_EVALUATION("PolicyEvaluation", 500, 13, false),
    POLICY_NOT_ATTACHABLE("PolicyNotAttachable", 400, 9, false),
    REGION_DISABLED("RegionDisabledException", 403, 9, false),
    REPORT_EXPIRED("ReportExpired", 410, 9, true),
    REPORT_GENERATION_LIMIT_EXCEEDED("ReportGenerationLimitExceeded", 409, 8, true),
    REPORT_IN_PROGRESS("ReportInProgress", 404, 14, true),
    REPORT_NOT_PRESENT("ReportNotPresent", 410, 5, false),
    REQUEST_ENTITY_TOO_LARGE("RequestEntityTooLarge", 413, 3, false),
    SERVICE_FAILURE("ServiceFailure", 500, 13, true),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503, 14, true),
    SESSION_DURATION_ESCALATION("SessionDurationEscalationException", 403, 7, false),
    SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403, 16, false),
    THROTTLING("Throttling", 400, 8, true),
    UNMODIFIABLE_ENTITY("UnmodifiableEntity", 400, 9, false),
    UNRECOGNIZED_PUBLIC_KEY_ENCODING("UnrecognizedPublicKeyEncoding", 400, 3, false),
    VALIDATION_ERROR("ValidationError", 400, 3, false);

    private final String awsCode;
    private final int httpStatus;
    private final int grpcStatus;
    private final boolean retryable;

    ErrorCode(String awsCode, int httpStatus, int grpcStatus, boolean retryable) {
        this.awsCode = awsCode;
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
        this.retryable = retryable;
    }

    /** The text in {@code <Code>} of AWS's error answer. */
    public String awsCode() {
        return awsCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** The number of {@code google.rpc.Code}. */
    public int grpcStatus() {
        return grpcStatus;
    }

    /** Whether the same request may succeed later without being changed. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether the fault is the caller's: {@code <Type>Sender</Type>}. */
    public boolean isSender() {
        return httpStatus < 500;
    }
}
