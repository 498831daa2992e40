package io.gatehouse.permission;

import io.gatehouse.authz.client.Authorizer;
import io.gatehouse.authz.client.AuthorizerSettings;
import io.gatehouse.authz.client.Authorizers;
import io.gatehouse.authz.client.BatchingAuthorizer.Batching;
import io.gatehouse.authz.client.RetryingAuthorizer.Retries;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.arc.DefaultBean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@link Authorizer} of the application, made of its settings, with spans where OpenTelemetry
 * is there; an application that makes one of its own (an embedded replica, say) uses that.
 */
@ApplicationScoped
class PermissionParts {

    @Produces
    @Singleton
    @DefaultBean
    Authorizer authorizer(PermissionSettings settings, Instance<OpenTelemetry> telemetry) {
        AuthorizerSettings wanted =
                AuthorizerSettings.of(settings.targets().toArray(String[]::new))
                        .withDeadline(settings.deadline())
                        .withRetries(
                                new Retries(
                                        settings.retries(),
                                        Retries.DEFAULT.firstPause(),
                                        Retries.DEFAULT.longestPause()));
        if (settings.batchLinger().isPresent()) {
            wanted =
                    wanted.withBatching(
                            new Batching(settings.batchLinger().get(), Batching.DEFAULT.most()));
        }
        PermissionSettings.Tls tls = settings.tls();
        if (tls.authorities().isPresent() || tls.certificate().isPresent()) {
            wanted =
                    wanted.withTls(
                            new AuthorizerSettings.Tls(
                                    tls.authorities(), tls.certificate(), tls.key()));
        }
        if (settings.tokenFile().isPresent()) {
            Path file = settings.tokenFile().get();
            wanted = wanted.withBearer(() -> Optional.of(token(file)));
        }
        if (telemetry.isResolvable()) {
            wanted = wanted.withTelemetry(telemetry.get());
        }
        return Authorizers.connect(wanted);
    }

    void close(@Disposes Authorizer authorizer) {
        if (authorizer instanceof Authorizers.Connected connected) {
            connected.close();
        }
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the token cannot be read", e);
        }
    }
}
