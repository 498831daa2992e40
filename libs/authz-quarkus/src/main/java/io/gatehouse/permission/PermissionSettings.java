package io.gatehouse.permission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the application asks, in its {@code application.properties}. */
@ConfigMapping(prefix = "gatehouse.authorizer")
public interface PermissionSettings {

    /** {@code host:port} of authz-service's gRPC; several are asked in turn. */
    @WithDefault("127.0.0.1:9083")
    List<String> targets();

    /** For a question, retries included. */
    @WithDefault("PT1S")
    Duration deadline();

    /** Tries after the first, where nobody could be reached. */
    @WithDefault("3")
    int retries();

    /** How long a question may wait for company; empty: each goes alone. */
    Optional<Duration> batchLinger();

    /** Whose resources those are whose ARN names no account. */
    Optional<String> resourceAccount();

    /** A file with the token that says who this application is; read again when it changes. */
    Optional<Path> tokenFile();

    /** Encryption; none of it: none. */
    Tls tls();

    /** Files in PEM. */
    interface Tls {

        /** Whose certificates are believed. */
        Optional<Path> authorities();

        /** With {@link #key}: who we are, for mutual TLS. */
        Optional<Path> certificate();

        Optional<Path> key();
    }
}
