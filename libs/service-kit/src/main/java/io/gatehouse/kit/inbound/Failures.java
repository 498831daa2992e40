package io.gatehouse.kit.inbound;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.vertx.pgclient.PgException;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * What a failure says to the caller (DESIGN 6, failure table): a refusal is itself; PostgreSQL not
 * reached is ServiceUnavailable; anything else is InternalFailure without details, logged here.
 */
public final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private Failures() {}

    public static Refusal refusalOf(Throwable failure, String requestId) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof RefusedException refused) {
            return refused.refusal();
        }
        if (isDatabaseAway(cause)) {
            LOG.warnf("request %s: the database cannot be reached: %s", requestId, cause);
            return new Refusal(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "The request has failed due to a temporary failure of the server.");
        }
        LOG.errorf(failure, "request %s failed", requestId);
        return new Refusal(
                ErrorCode.INTERNAL_FAILURE,
                "The request processing has failed because of an unknown error, exception or"
                        + " failure.");
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isDatabaseAway(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean isAway =
                    switch (cause) {
                        case PgException refused -> isConnectionState(refused.getSqlState());
                        case IOException _, TimeoutException _ -> true;
                        default -> isBrokenConnection(cause);
                    };
            if (isAway) {
                return true;
            }
        }
        return false;
    }

    /** Connection exceptions, shutdown of the server, too many connections, read-only standby. */
    private static boolean isConnectionState(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("53300")
                        || state.equals("25006"));
    }

    /** Of the pool and the client, which throw without a type of their own. */
    private static boolean isBrokenConnection(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getName().startsWith("io.vertx.")
                && message != null
                && (message.equals("Timeout") || message.contains("onnection"));
    }
}
