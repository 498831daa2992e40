package io.gatehouse.kit.service;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.net.URI;
import java.util.Optional;

/**
 * How we connect to our other services: by the TLS configuration of Quarkus's registry that {@code
 * gatehouse.services.tls-configuration-name} names, or plainly where it names none. It says whom we
 * trust, and which certificate we show where one is asked for. Names of servers are always
 * verified. Where {@code gatehouse.authz.tls} is set, that counts for authz-service's gRPC ({@link
 * AuthzTls}). Safe for all threads.
 */
@ApplicationScoped
public class ServiceTls {

    private static final String NAME = "gatehouse.services.tls-configuration-name";

    private final Vertx vertx;
    private final AuthzTls ofAuthz;
    private final Optional<TlsConfiguration> configuration;

    ServiceTls(
            Vertx vertx,
            AuthzTls ofAuthz,
            TlsConfigurationRegistry registry,
            @ConfigProperty(name = NAME) Optional<String> name) {
        this.vertx = vertx;
        this.ofAuthz = ofAuthz;
        this.configuration = name.map(it -> named(registry, it));
    }

    /** For gRPC; empty where connections to that service are plain. */
    Optional<SslContext> to(ServiceName service) {
        return service == ServiceName.AUTHZ && ofAuthz.isConfigured()
                ? Optional.of(ofAuthz.context())
                : configuration.map(this::context);
    }

    /**
     * The options of a client of our services' HTTP.
     *
     * @param addresses base URLs; where TLS is configured, one without it is refused, as a request
     *     would carry tokens in clear
     */
    public HttpClientOptions secured(HttpClientOptions options, Iterable<String> addresses) {
        if (configuration.isEmpty()) {
            return options;
        }
        for (String address : addresses) {
            if (!"https".equals(URI.create(address).getScheme())) {
                throw new IllegalArgumentException(
                        "%s is set, and `%s` is not reached over https".formatted(NAME, address));
            }
        }
        TlsConfigUtils.configure(options, configuration.get());
        return options.setVerifyHost(true);
    }

    private SslContext context(TlsConfiguration from) {
        try {
            SslContextBuilder context = GrpcSslContexts.forClient();
            TrustOptions trust = from.getTrustStoreOptions();
            if (trust != null) {
                context.trustManager(trust.getTrustManagerFactory(vertx));
            }
            KeyCertOptions shown = from.getKeyStoreOptions();
            if (shown != null) {
                context.keyManager(shown.getKeyManagerFactory(vertx));
            }
            return context.build();
        } catch (Exception e) {
            // Vert.x declares no narrower one.
            throw new IllegalStateException(
                    "quarkus.tls.%s cannot be used".formatted(from.getName()), e);
        }
    }

    private static TlsConfiguration named(TlsConfigurationRegistry registry, String name) {
        TlsConfiguration found =
                registry.get(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "%s names `%s`, and there is no quarkus.tls.%s"
                                                .formatted(NAME, name, name)));
        if (found.isTrustAll()) {
            throw new IllegalArgumentException(
                    "quarkus.tls.%s trusts everybody, which no connection between services may"
                            .formatted(name));
        }
        return found;
    }
}
