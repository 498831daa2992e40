package io.gatehouse.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one service is run on this machine.
 *
 * @param directory working directory: that of the built service
 * @param command the whole command line; holds no secret, for everybody on the machine can read it
 * @param settings what the service's configuration file says; may hold secrets
 * @param settingsFile where those settings are written, mode 0600
 */
record ServicePlan(
        String name,
        int httpPort,
        Path directory,
        List<String> command,
        Map<String, String> settings,
        Path settingsFile) {

    ServicePlan {
        command = List.copyOf(command);
        settings = Map.copyOf(settings);
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(httpPort, path));
    }

    /** Writes the settings where the command line says that they are. */
    void writeSettings() {
        StringBuilder text = new StringBuilder("config_ordinal=600\n");
        settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry ->
                        text.append(entry.getKey())
                                .append('=')
                                .append(escaped(entry.getValue()))
                                .append('\n'));
        PrivateFiles.write(settingsFile, text.toString());
    }

    /**
     * As a properties file wants it; a dollar is doubled so that it does not begin an expression.
     */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("$", "\\\\$");
    }
}
