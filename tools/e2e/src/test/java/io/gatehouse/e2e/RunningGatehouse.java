package io.gatehouse.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.nio.file.Path;

/**
 * Gives tests one Gatehouse that is started when the first asks for it and stopped after the last.
 */
final class RunningGatehouse implements ParameterResolver {

    private static final int OFFSET = 21_000;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == GatehouseProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(
                        GatehouseProcess.class,
                        _ -> GatehouseProcess.up(freshDirectory(), OFFSET),
                        GatehouseProcess.class);
    }

    static Path freshDirectory() {
        try {
            return java.nio.file.Files.createTempDirectory("gatehouse-e2e");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
