package io.gatehouse.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The options that say which Gatehouse of this machine a command talks to, and what follows from
 * them.
 */
public final class LocalGatehouse {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Its data directory (default: .gatehouse beside the script).")
    private @Nullable Path directory;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "What its ports were moved by (default: as the data directory says).")
    private @Nullable Integer offset;

    /** The data directory. */
    public Path data() {
        if (directory != null) {
            return directory.toAbsolutePath().normalize();
        }
        String home = System.getProperty("gatehouse.home", "");
        return Path.of(home).toAbsolutePath().resolve(".gatehouse");
    }

    /** Base address of the gateway. */
    public String gateway() {
        return "http://127.0.0.1:" + port(8080);
    }

    /** {@code host:port} of authz-service's gRPC. */
    String authzGrpc() {
        return "127.0.0.1:" + port(9083);
    }

    /** {@code host:port} of identity-service's gRPC. */
    String identityGrpc() {
        return "127.0.0.1:" + port(8081);
    }

    /** {@code host:port} of policy-service's gRPC. */
    String policyGrpc() {
        return "127.0.0.1:" + port(8082);
    }

    /** Whom to trust to be a service; where there is no such file, services speak in clear. */
    Path authority() {
        return data().resolve("services.crt");
    }

    private int port(int wellKnown) {
        return wellKnown + Optional.ofNullable(offset).orElseGet(this::lastOffset);
    }

    private int lastOffset() {
        Path state = data().resolve("run").resolve("state.properties");
        if (!Files.exists(state)) {
            return 0;
        }
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(state)) {
            lines.load(reader);
        } catch (IOException e) {
            throw new CommandFailure("cannot read %s".formatted(state), e);
        }
        return Integer.parseInt(lines.getProperty("port-offset", "0"));
    }
}
