package io.gatehouse.authz.envoy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.util.Optional;

/** How a request at a proxy becomes a question: docs/integrations/envoy.md. */
@ConfigMapping(prefix = "gatehouse.envoy")
public interface EnvoySettings {

    /**
     * Template of the principal's ARN. Without it the request's own {@code Authorization: Bearer}
     * must be a session token of Gatehouse.
     */
    Optional<String> principal();

    @WithDefault("{application}:{method}")
    String action();

    @WithDefault("arn:aws:{application}:::{host}{path}")
    String resource();

    /** What {@code {application}} stands for. */
    @WithDefault("http")
    String application();
}
