package io.gatehouse.authz.caller;

import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.service.ServiceTokens;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;

/** Decides who may ask, by the mode that is configured. Every doubt is a no. */
@ApplicationScoped
class Door {

    private static final String BEARER = "Bearer ";

    private final CallerSettings.Mode mode;
    private final ServiceTokens tokens;

    Door(CallerSettings settings, ServiceTokens tokens) {
        this.mode = settings.callers();
        this.tokens = tokens;
    }

    /** Whether the caller may ask. */
    sealed interface Admission {
        record Admitted() implements Admission {}

        /**
         * @param isUnknown whether credentials are missing or wrong, rather than not enough
         * @param reason for the caller, fit for JSON
         */
        record TurnedAway(boolean isUnknown, String reason) implements Admission {}
    }

    /**
     * @param remote where the connection comes from, by the socket; forwarded headers do not count
     * @param authorization the header, if there is one
     */
    Admission admit(@Nullable Object remote, @Nullable String authorization) {
        return switch (mode) {
            case LOOPBACK ->
                    isLoopback(remote)
                            ? new Admission.Admitted()
                            : new Admission.TurnedAway(
                                    false, "only this machine may ask without credentials");
            case TOKEN ->
                    authorization != null
                                    && authorization.startsWith(BEARER)
                                    && tokens.verify(
                                                    authorization.substring(BEARER.length()),
                                                    ServiceName.AUTHZ)
                                            .isPresent()
                            ? new Admission.Admitted()
                            : new Admission.TurnedAway(true, "a service token is needed");
        };
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
