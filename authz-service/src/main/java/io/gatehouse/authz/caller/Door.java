package io.gatehouse.authz.caller;

import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.service.ServiceTokens;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Decides who may ask, by the mode that is configured. Every doubt is a no. */
@ApplicationScoped
class Door {

    static final String BEARER = "Bearer ";

    private final CallerSettings.Mode mode;
    private final ServiceTokens tokens;
    private final Askers askers;

    Door(CallerSettings settings, ServiceTokens tokens, Askers askers) {
        this.mode = settings.callers();
        this.tokens = tokens;
        this.askers = askers;
    }

    /** Whether the caller may ask. */
    sealed interface Admission {
        record Admitted(Asker asker) implements Admission {}

        /**
         * @param isUnknown whether credentials are missing or wrong, rather than not enough
         * @param reason for the caller, fit for JSON
         */
        record TurnedAway(boolean isUnknown, String reason) implements Admission {}
    }

    Admission admit(Shown shown) {
        return switch (mode) {
            case LOOPBACK -> shown.authorization() == null ? local(shown.remote()) : token(shown);
            case TOKEN -> token(shown);
            case MUTUAL_TLS -> certificate(shown);
        };
    }

    private static Admission local(@Nullable Object remote) {
        return isLoopback(remote)
                ? new Admission.Admitted(new Asker.Local())
                : new Admission.TurnedAway(false, "only this machine may ask without credentials");
    }

    private Admission token(Shown shown) {
        String authorization = shown.authorization();
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return new Admission.TurnedAway(true, "a bearer token is needed");
        }
        String token = authorization.substring(BEARER.length());
        Optional<Asker> service =
                tokens.verify(token, ServiceName.AUTHZ).map(name -> new Asker.Service(name.wire()));
        return service.or(() -> askers.byToken(token))
                .<Admission>map(Admission.Admitted::new)
                .orElseGet(() -> new Admission.TurnedAway(true, "the bearer token is not known"));
    }

    /** Certificate and service token: then the token says which of our services it is. */
    private Admission certificate(Shown shown) {
        if (shown.certificate().isEmpty()) {
            return new Admission.TurnedAway(true, "a client certificate is needed");
        }
        return askers.byCertificate(shown.certificate())
                .<Admission>map(Admission.Admitted::new)
                .orElseGet(() ->
                        shown.authorization() == null
                                ? new Admission.TurnedAway(
                                        true, "the client certificate is nobody's who may ask")
                                : token(shown));
    }

    private static boolean isLoopback(@Nullable Object remote) {
        return switch (remote) {
            case InetSocketAddress address ->
                    address.getAddress() != null && address.getAddress().isLoopbackAddress();
            case io.vertx.core.net.SocketAddress address -> isLoopback(address.hostAddress());
            case String host ->
                    host.equals("127.0.0.1")
                            || host.equals("0:0:0:0:0:0:0:1")
                            || host.equals("::1");
            case null, default -> false;
        };
    }
}
