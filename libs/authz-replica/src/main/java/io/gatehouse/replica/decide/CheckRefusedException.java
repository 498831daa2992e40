package io.gatehouse.replica.decide;

/** A question that gets no decision. The message is for the asker. */
public final class CheckRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, with the number of {@code google.rpc.Code} and the HTTP status. */
    public enum Reason {
        /** The question is wrong: it can never be answered. */
        INVALID(3, 400),
        /** The facts that it names as {@code at least} have not arrived in time. */
        NOT_YET(9, 409),
        /** The facts have not yet been read, or nothing can be decided about the account. */
        UNAVAILABLE(14, 503),
        /** What is asked for is not offered. */
        UNSUPPORTED(12, 501),
        /** The asker did not say who it is, or not truly. */
        UNAUTHENTICATED(16, 401),
        /** The asker may not ask. */
        FORBIDDEN(7, 403),
        /** Something is broken here. */
        FAULT(13, 500);

        private final int grpcStatus;
        private final int httpStatus;

        Reason(int grpcStatus, int httpStatus) {
            this.grpcStatus = grpcStatus;
            this.httpStatus = httpStatus;
        }

        public int grpcStatus() {
            return grpcStatus;
        }

        public int httpStatus() {
            return httpStatus;
        }
    }

    private final Reason reason;
    private final String field;

    public CheckRefusedException(Reason reason, String message) {
        this(reason, message, "");
    }

    /**
     * @param field of the question that is wrong, as {@code authorization.proto} names it; empty
     *     where it is no one field
     */
    public CheckRefusedException(Reason reason, String message, String field) {
        super(message, null, false, false);
        this.reason = reason;
        this.field = field;
    }

    public Reason reason() {
        return reason;
    }

    /** Which field of the question is wrong; empty where it is no one field. */
    public String field() {
        return field;
    }

    /** As {@link #getMessage()}, never null. */
    public String text() {
        String message = getMessage();
        return message == null ? reason.name() : message;
    }
}
