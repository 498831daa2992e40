package io.gatehouse.gateway.console;

import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The one style sheet of the pages. */
@ApplicationScoped
class StyleSheet {

    static final String PATH = "/console/style.css";

    private final String text;

    StyleSheet() {
        try (InputStream file = StyleSheet.class.getResourceAsStream("/console/style.css")) {
            this.text =
                    new String(
                            Objects.requireNonNull(file, "style.css is packaged").readAllBytes(),
                            StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("style.css is packaged", e);
        }
    }

    void serve(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "text/css; charset=utf-8")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "max-age=3600")
                .end(text);
    }
}
