package io.gatehouse.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An owning service for tests: remembers what it was sent, and answers 200 with its own name. */
final class Upstream implements AutoCloseable {

    /** One request as it arrived. */
    record Seen(
            String method,
            String uri,
            String body,
            String authorization,
            String heads,
            String requestId) {}

    private final HttpServer server;
    private final String name;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    Upstream(String name) throws IOException {
        this.name = name;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Seen last() {
        return seen.getLast();
    }

    int count() {
        return seen.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(
                new Seen(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        body,
                        header(exchange, "Authorization"),
                        header(exchange, "X-Gatehouse-Heads"),
                        header(exchange, "X-Gatehouse-Request-Id")));
        byte[] answer = ("<Ok by=\"" + name + "\"/>").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.getResponseHeaders().set("X-Gatehouse-Revision", "r1.after-" + name);
        exchange.getResponseHeaders().set("X-Internal-Detail", "stays inside");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
