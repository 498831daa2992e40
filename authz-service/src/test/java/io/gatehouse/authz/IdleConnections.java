package io.gatehouse.authz;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that nobody uses, held by a process of their own: both ends would be too many files
 * for one.
 */
final class IdleConnections implements AutoCloseable {

    private final Process process;
    private final int open;

    private IdleConnections(Process process, int open) {
        this.process = process;
        this.open = open;
    }

    static IdleConnections to(int port, int count) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                IdleConnections.class.getName(),
                                Integer.toString(port),
                                Integer.toString(count))
                        .redirectErrorStream(true)
                        .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        if (line == null || !line.matches("\\d+")) {
            process.destroyForcibly();
            throw new IOException("connections could not be opened: " + line);
        }
        return new IdleConnections(process, Integer.parseInt(line));
    }

    int open() {
        return open;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The process: opens so many connections, says how many, and waits. */
    public static void main(String[] arguments) throws Exception {
        List<SocketChannel> held = new ArrayList<>();
        InetSocketAddress server =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            held.add(SocketChannel.open(server));
        }
        System.out.println(held.size());
        // Ends with its parent, which closes standard input.
        System.exit(System.in.read());
    }
}
