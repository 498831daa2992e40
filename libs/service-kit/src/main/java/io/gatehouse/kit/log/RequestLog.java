package io.gatehouse.kit.log;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fields that every log line of a request carries ({@code mdc} in JSON): {@code request_id},
 * {@code action}, {@code account}. They belong to the request's own Vert.x context and go with it
 * over threads; anywhere else nothing is noted, so that no line tells of another's request.
 */
public final class RequestLog {

    private static final Logger LOG = Logger.getLogger("io.gatehouse.requests");

    private static final String REQUEST_ID = "request_id";
    private static final String ACTION = "action";
    private static final String ACCOUNT = "account";
    private static final int LONGEST = 128;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private RequestLog() {}

    /** Whether it is an id that we would have made: what else stands in a header is not logged. */
    public static boolean isId(String given) {
        return ID.matcher(given).matches();
    }

    /** From now on, lines of this request say its id. */
    public static void begin(String requestId) {
        note(REQUEST_ID, requestId);
    }

    /** And what it asks for. */
    public static void asks(String action) {
        note(ACTION, action);
    }

    /** And whose it is. */
    public static void isOf(String account) {
        note(ACCOUNT, account);
    }

    /** The id of the present request, where there is one. */
    public static Optional<String> requestId() {
        return VertxContext.isOnDuplicatedContext()
                ? Optional.ofNullable(MDC.get(REQUEST_ID)).map(Object::toString)
                : Optional.empty();
    }

    /** One line for a request that is done. */
    public static void answered(int status, long beganNanos) {
        if (LOG.isInfoEnabled()) {
            LOG.infof("answered %d in %d ms", status, millisSince(beganNanos));
        }
    }

    /** As {@link #answered}, of what there is too much of for production's level. */
    public static void answeredQuietly(int status, long beganNanos) {
        if (LOG.isDebugEnabled()) {
            LOG.debugf("answered %d in %d ms", status, millisSince(beganNanos));
        }
    }

    /** One line for a question of ours that authz-service has decided. */
    public static void decided(String action, String account, Object decision) {
        if (LOG.isInfoEnabled()) {
            asks(action);
            isOf(account);
            LOG.infof("decided %s", decision);
        }
    }

    /** Goes on where the present request is, whatever thread the answer comes on. */
    public static <T> Uni<T> here(Uni<T> answer) {
        Context context = Vertx.currentContext();
        return context == null
                ? answer
                : answer.emitOn(command -> context.runOnContext(_ -> command.run()));
    }

    private static void note(String name, String value) {
        if (VertxContext.isOnDuplicatedContext()) {
            MDC.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
        }
    }

    private static long millisSince(long beganNanos) {
        return Duration.ofNanos(System.nanoTime() - beganNanos).toMillis();
    }
}
