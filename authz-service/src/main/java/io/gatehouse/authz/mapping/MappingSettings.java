package io.gatehouse.authz.mapping;

import io.smallrye.config.ConfigMapping;

import java.util.Optional;

/** What the templates of all protocols share. */
@ConfigMapping(prefix = "gatehouse.authz")
public interface MappingSettings {

    /** The account that {@code {account}} stands for, twelve digits. */
    Optional<String> account();
}
