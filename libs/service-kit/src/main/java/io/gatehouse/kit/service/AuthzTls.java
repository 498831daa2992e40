package io.gatehouse.kit.service;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

import javax.net.ssl.SSLException;

/**
 * How we connect to authz-service where it asks for TLS: whom we trust, and the certificate that we
 * show. PEM files; without {@code gatehouse.authz.tls.trust} connections are plain.
 */
@ApplicationScoped
public class AuthzTls {

    private final Optional<File> trust;
    private final Optional<File> certificate;
    private final Optional<File> key;

    AuthzTls(
            @ConfigProperty(name = "gatehouse.authz.tls.trust") Optional<Path> trust,
            @ConfigProperty(name = "gatehouse.authz.tls.certificate") Optional<Path> certificate,
            @ConfigProperty(name = "gatehouse.authz.tls.key") Optional<Path> key) {
        this.trust = trust.map(Path::toFile);
        this.certificate = certificate.map(Path::toFile);
        this.key = key.map(Path::toFile);
        if (certificate.isPresent() != key.isPresent()
                || (certificate.isPresent() && trust.isEmpty())) {
            throw new IllegalArgumentException(
                    "gatehouse.authz.tls takes trust alone, or trust, certificate and key together");
        }
    }

    boolean isConfigured() {
        return trust.isPresent();
    }

    SslContext context() {
        try {
            SslContextBuilder context = GrpcSslContexts.forClient();
            trust.ifPresent(context::trustManager);
            if (certificate.isPresent() && key.isPresent()) {
                context.keyManager(certificate.get(), key.get());
            }
            return context.build();
        } catch (SSLException e) {
            throw new IllegalStateException("gatehouse.authz.tls cannot be used", e);
        }
    }
}
