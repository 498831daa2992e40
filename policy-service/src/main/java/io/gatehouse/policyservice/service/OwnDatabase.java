package io.gatehouse.policyservice.service;

import io.vertx.pgclient.PgConnectOptions;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service's database as a connection outside of the pool wants it: the relay's own. */
@ApplicationScoped
class OwnDatabase {

    private static final String VERTX_PREFIX = "vertx-reactive:";

    private final String url;
    private final String user;
    private final String password;

    OwnDatabase(
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    PgConnectOptions options() {
        String plain = url.startsWith(VERTX_PREFIX) ? url.substring(VERTX_PREFIX.length()) : url;
        return PgConnectOptions.fromUri(plain).setUser(user).setPassword(password);
    }
}
