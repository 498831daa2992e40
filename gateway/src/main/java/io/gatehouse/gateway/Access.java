package io.gatehouse.gateway;

import io.gatehouse.gateway.Answer.Protocol;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.util.Optional;

/**
 * Questions for decisions. A signed request is verified as any other, and authz-service learns by
 * an internal token who asks; a bearer token is authz-service's to know. Without credentials only
 * this machine may ask, and only where authz-service is configured to answer it: seen from there,
 * every request of ours comes from this machine.
 */
@ApplicationScoped
class Access {

    private static final String AUTHORIZATION = "Authorization";
    private static final String SIGNATURE_IN_QUERY = "X-Amz-Signature=";
    private static final String CONFIGURATION = "/.well-known/authzen-configuration";

    private final Journey journey;
    private final boolean isLoopbackFree;

    Access(
            Journey journey,
            @ConfigProperty(name = "gatehouse.authz.callers", defaultValue = "token")
                    String callers) {
        this.journey = journey;
        this.isLoopbackFree = callers.equalsIgnoreCase("loopback");
    }

    Uni<Answer> answer(Inbound inbound, Destination to) {
        if (to.path().equals(CONFIGURATION)) {
            return journey.ask(inbound, to, Optional.empty());
        }
        if (inbound.header("Origin").isPresent()) {
            return refused(inbound, "pages of a browser may not ask");
        }
        Optional<String> authorization = inbound.header(AUTHORIZATION);
        if (authorization.filter(it -> it.startsWith("Bearer ")).isPresent()) {
            return journey.ask(inbound, to, authorization);
        }
        if (authorization.isPresent() || inbound.query().contains(SIGNATURE_IN_QUERY)) {
            return journey.travel(inbound, to, Protocol.JSON);
        }
        return isLoopbackFree && isThisMachine(inbound)
                ? journey.ask(inbound, to, Optional.empty())
                : refused(inbound, "Missing Authentication Token");
    }

    private static boolean isThisMachine(Inbound inbound) {
        String address = inbound.sourceIp();
        return inbound.header("X-Forwarded-For").isEmpty()
                && (address.equals("127.0.0.1")
                        || address.equals("::1")
                        || address.equals("0:0:0:0:0:0:0:1"));
    }

    private static Uni<Answer> refused(Inbound inbound, String message) {
        return Uni.createFrom()
                .item(
                        Answer.error(
                                Protocol.JSON,
                                ErrorCode.MISSING_AUTHENTICATION_TOKEN,
                                message,
                                inbound.requestId()));
    }
}
