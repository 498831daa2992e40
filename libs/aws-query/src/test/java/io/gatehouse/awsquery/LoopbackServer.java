package io.gatehouse.awsquery;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** A server of the JDK that keeps the last form and answers what it is told to. */
final class LoopbackServer implements AutoCloseable {

    private final HttpServer server;
    private volatile byte[] form = new byte[0];
    private volatile byte[] answer = new byte[0];
    private volatile int status = 200;

    LoopbackServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    form = exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().add("Content-Type", AwsXml.CONTENT_TYPE);
                    exchange.sendResponseHeaders(status, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    void answers(int newStatus, byte[] xml) {
        status = newStatus;
        answer = xml;
    }

    byte[] lastForm() {
        return form;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
