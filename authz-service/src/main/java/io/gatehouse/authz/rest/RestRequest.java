package io.gatehouse.authz.rest;

import io.gatehouse.authz.caller.Asking;
import io.gatehouse.authz.caller.NotAdmittedException;
import io.gatehouse.authz.caller.RestAsker;
import io.gatehouse.authz.refusal.RequestId;
import io.gatehouse.kit.inbound.Inbound;
import io.gatehouse.kit.log.RequestLog;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The present REST request. {@code X-Request-ID} is taken over, or made; {@code Prefer: wait=5}
 * (RFC 7240) says how many seconds the asker waits for what {@code at_least} names.
 */
@RequestScoped
public class RestRequest {

    public static final String REQUEST_ID = RequestId.HEADER;

    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,3})(?:$|[,;\\s])");
    private static final String JSON = "application/json";

    private final RestAsker asker;
    private final HttpHeaders headers;
    private @Nullable String id;

    RestRequest(RestAsker asker, HttpHeaders headers) {
        this.asker = asker;
        this.headers = headers;
    }

    /** The id that the asker gave, or a new one. */
    public String id() {
        String known = id;
        if (known == null) {
            known = RequestId.of(headers.getHeaderString(REQUEST_ID));
            id = known;
        }
        return known;
    }

    /** A header's first value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getHeaderString(name));
    }

    /**
     * Who asks, and how long it waits.
     *
     * @return fails with {@link CheckRefusedException} for a caller who may not ask
     */
    public Uni<Asking> asking(byte[] body) {
        header(Inbound.REQUEST_ID).filter(RequestLog::isId).ifPresent(RequestLog::begin);
        Optional<Duration> patience = patience();
        return asker.of(body)
                .map(it -> new Asking(it, patience))
                .onFailure(NotAdmittedException.class)
                .transform(failure ->
                        new CheckRefusedException(
                                CheckRefusedException.Reason.UNAUTHENTICATED,
                                String.valueOf(failure.getMessage())));
    }

    /** Whether the body says that it is JSON. */
    public boolean isJson() {
        MediaType type = headers.getMediaType();
        return type != null && JSON.equalsIgnoreCase(type.getType() + '/' + type.getSubtype());
    }

    private Optional<Duration> patience() {
        List<String> preferences = headers.getRequestHeader("Prefer");
        for (String preference : preferences == null ? List.<String>of() : preferences) {
            Matcher wait = WAIT.matcher(preference);
            if (wait.find()) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(wait.group(1))));
            }
        }
        return Optional.empty();
    }
}
