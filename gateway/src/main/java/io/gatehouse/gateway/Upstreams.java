package io.gatehouse.gateway;

import io.gatehouse.gateway.Destination.Owner;
import io.gatehouse.kit.service.ServiceTls;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Forwards a request to the service that owns it and brings back its answer unchanged. Fails when
 * the service cannot be reached or does not answer in time; never retries, since a write may have
 * happened.
 */
@ApplicationScoped
final class Upstreams {

    private static final List<String> COPIED_BACK =
            List.of("X-Gatehouse-Revision", "Retry-After", "Cache-Control", "X-Request-ID");
    private static final List<String> OF_QUESTIONS =
            List.of("X-Request-ID", "X-Gatehouse-At-Least", "Prefer");

    private final Vertx vertx;
    private final HttpClient client;
    private final Map<Owner, String> addresses;
    private final Duration timeout;

    Upstreams(
            Vertx vertx,
            ServiceTls tls,
            @ConfigProperty(name = "gatehouse.identity.http") String identity,
            @ConfigProperty(name = "gatehouse.policy.http") String policy,
            @ConfigProperty(name = "gatehouse.authz.http") String authz,
            @ConfigProperty(name = "gatehouse.gateway.timeout", defaultValue = "PT30S")
                    Duration timeout) {
        this.vertx = vertx;
        this.addresses = Map.of(Owner.IDENTITY, identity, Owner.POLICY, policy, Owner.AUTHZ, authz);
        HttpClientOptions options =
                new HttpClientOptions().setConnectTimeout(1_000).setKeepAlive(true);
        this.client =
                vertx.createHttpClient(
                        tls.secured(options, addresses.values()),
                        new PoolOptions().setHttp1MaxSize(128));
        this.timeout = timeout;
    }

    /**
     * @param heads revision token of what the owner must have seen, empty when it needs none
     */
    Uni<Answer> forward(Inbound inbound, Destination to, String internalToken, String heads) {
        RequestOptions options = options(inbound, to);
        options.putHeader("Authorization", "Bearer " + internalToken);
        options.putHeader("X-Gatehouse-Request-Id", inbound.requestId());
        if (!heads.isEmpty()) {
            options.putHeader("X-Gatehouse-Heads", heads);
        }
        return sent(inbound, to, options);
    }

    /**
     * Forwards without a token of ours: with the caller's own credentials, or with none.
     *
     * @param authorization the caller's header, empty where it has none
     */
    Uni<Answer> forwardAs(Inbound inbound, Destination to, Optional<String> authorization) {
        RequestOptions options = options(inbound, to);
        authorization.ifPresent(it -> options.putHeader("Authorization", it));
        return sent(inbound, to, options);
    }

    private Uni<Answer> sent(Inbound inbound, Destination to, RequestOptions options) {
        inbound.header("Content-Type").ifPresent(type -> options.putHeader("Content-Type", type));
        OF_QUESTIONS.forEach(
                name -> inbound.header(name).ifPresent(it -> options.putHeader(name, it)));
        inbound.header("amz-sdk-invocation-id")
                .ifPresent(id -> options.putHeader("amz-sdk-invocation-id", id));
        if (inbound.method().equals("GET") && to.path().equals("/")) {
            options.putHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        return Uni.createFrom()
                .emitter(emitter ->
                        vertx.getOrCreateContext()
                                .runOnContext(_ ->
                                        answer(options, inbound.content())
                                                .onSuccess(emitter::complete)
                                                .onFailure(emitter::fail)));
    }

    /**
     * On an event loop from beginning to end: from any other thread the body may be asked for when
     * some of it has come and gone, and the answer would be cut.
     */
    private Future<Answer> answer(RequestOptions options, Buffer content) {
        return client.request(options)
                .compose(request -> request.send(content))
                .compose(Upstreams::answer);
    }

    private RequestOptions options(Inbound inbound, Destination to) {
        boolean query = to.path().equals("/");
        String uri = query || to.owner() == Owner.AUTHZ ? to.path() : inbound.uri();
        return new RequestOptions()
                .setAbsoluteURI(addresses.get(to.owner()) + uri)
                .setMethod(query ? HttpMethod.POST : HttpMethod.valueOf(inbound.method()))
                .setTimeout(timeout.toMillis());
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (String name : COPIED_BACK) {
            String value = response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        String type = response.getHeader("Content-Type");
        return response.body()
                .map(body ->
                        new Answer(
                                response.statusCode(),
                                type == null ? "text/xml" : type,
                                body,
                                headers));
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
