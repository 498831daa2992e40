package io.gatehouse.authz.client;

import io.gatehouse.authz.client.Answer.Cause;
import io.gatehouse.authz.client.BatchingAuthorizer.Batching;
import io.gatehouse.authz.client.RetryingAuthorizer.Retries;
import io.opentelemetry.api.OpenTelemetry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How an application asks. Immutable; each {@code with} gives a changed copy of {@link #of}.
 *
 * @param targets {@code host:port} of each replica of authz-service, asked in turn; or one name
 *     that gRPC resolves to all of them, such as {@code dns:///authz-service:9083}
 * @param deadline for questions that name none
 * @param retries where nobody could be reached
 * @param batching empty: each question goes at once and alone
 * @param tls empty: without encryption
 * @param bearer asked before each call for the token that says who asks; empty where authz-service
 *     wants none
 * @param allowWhen what of "nobody could say" is a yes; normally nothing
 * @param telemetry for spans; empty for none
 */
public record AuthorizerSettings(
        List<String> targets,
        Duration deadline,
        Retries retries,
        Optional<Batching> batching,
        Optional<Tls> tls,
        Supplier<Optional<String>> bearer,
        Set<Cause> allowWhen,
        Optional<OpenTelemetry> telemetry) {

    /**
     * Files in PEM.
     *
     * @param authorities whose certificates are believed; empty for those of the JDK
     * @param certificate with its chain, and
     * @param key its key in PKCS 8, with which we show who we are (mutual TLS); both or neither
     */
    public record Tls(Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {

        public Tls {
            if (certificate.isPresent() != key.isPresent()) {
                throw new IllegalArgumentException(
                        "a certificate needs its key, and a key its" + " certificate");
            }
        }
    }

    public AuthorizerSettings {
        targets = List.copyOf(targets);
        allowWhen = Set.copyOf(allowWhen);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("an authorizer needs somebody to ask");
        }
    }

    /** One second, three retries, no batches, no TLS, no token; denies on any failure. */
    public static AuthorizerSettings of(String... targets) {
        return new AuthorizerSettings(
                List.of(targets),
                Duration.ofSeconds(1),
                Retries.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                Optional::empty,
                Set.of(),
                Optional.empty());
    }

    public AuthorizerSettings withDeadline(Duration limit) {
        return new AuthorizerSettings(
                targets, limit, retries, batching, tls, bearer, allowWhen, telemetry);
    }

    public AuthorizerSettings withRetries(Retries wanted) {
        return new AuthorizerSettings(
                targets, deadline, wanted, batching, tls, bearer, allowWhen, telemetry);
    }

    public AuthorizerSettings withBatching(Batching wanted) {
        return new AuthorizerSettings(
                targets, deadline, retries, Optional.of(wanted), tls, bearer, allowWhen, telemetry);
    }

    public AuthorizerSettings withTls(Tls wanted) {
        return new AuthorizerSettings(
                targets,
                deadline,
                retries,
                batching,
                Optional.of(wanted),
                bearer,
                allowWhen,
                telemetry);
    }

    public AuthorizerSettings withBearer(Supplier<Optional<String>> token) {
        return new AuthorizerSettings(
                targets, deadline, retries, batching, tls, token, allowWhen, telemetry);
    }

    public AuthorizerSettings withAllowWhen(Set<Cause> causes) {
        return new AuthorizerSettings(
                targets, deadline, retries, batching, tls, bearer, causes, telemetry);
    }

    public AuthorizerSettings withTelemetry(OpenTelemetry wanted) {
        return new AuthorizerSettings(
                targets, deadline, retries, batching, tls, bearer, allowWhen, Optional.of(wanted));
    }
}
