package io.gatehouse.examples.orders;

import io.gatehouse.authz.client.PermissionQuestion.Asked;
import io.gatehouse.permission.Asker;
import io.vertx.core.http.HttpServerRequest;

import jakarta.enterprise.context.RequestScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who calls: the holder of the session token in {@code Authorization: Bearer …}, which
 * authz-service verifies; or, where that is switched on, whoever {@code X-Principal} names.
 */
@RequestScoped
class CallerOfOrders implements Asker {

    private static final String BEARER = "Bearer ";

    private final HttpServerRequest request;
    private final boolean trustsHeader;

    CallerOfOrders(
            HttpServerRequest request,
            @ConfigProperty(name = "orders.trust-principal-header", defaultValue = "false")
                    boolean trustsHeader) {
        this.request = request;
        this.trustsHeader = trustsHeader;
    }

    @Override
    public Optional<Asked> principal() {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.startsWith(BEARER)) {
            return Optional.of(new Asked.BySessionToken(authorization.substring(BEARER.length())));
        }
        return trustsHeader
                ? Optional.ofNullable(request.getHeader("X-Principal")).map(Asked.ByArn::new)
                : Optional.empty();
    }

    @Override
    public Map<String, List<String>> context() {
        return Map.of("aws:SourceIp", List.of(request.remoteAddress().hostAddress()));
    }
}
