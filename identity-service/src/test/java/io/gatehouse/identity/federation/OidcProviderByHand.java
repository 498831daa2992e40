package io.gatehouse.identity.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A small OpenID Connect provider on this machine that signs real tokens. */
public final class OidcProviderByHand implements AutoCloseable {

    private final HttpServer server;
    private final List<RSAKey> keys = new ArrayList<>();
    private final AtomicInteger keyRequests = new AtomicInteger();
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private volatile boolean up = true;
    private volatile String lastForm = "";

    public OidcProviderByHand() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext(
                "/realm/.well-known/openid-configuration",
                exchange -> answer(exchange, description()));
        server.createContext(
                "/realm/keys",
                exchange -> {
                    keyRequests.incrementAndGet();
                    answer(exchange, published());
                });
        server.createContext("/realm/token", this::token);
        server.createContext(
                "/elsewhere",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", issuer() + "/keys");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.start();
        rotate();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    public String name() {
        return issuer().substring("http://".length());
    }

    public String arn(String account) {
        return "arn:aws:iam::" + account + ":oidc-provider/" + name();
    }

    /** A new key signs; the old ones are still published. */
    public void rotate() {
        try {
            keys.add(new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** While it is down every answer is 503. */
    public void setUp(boolean isUp) {
        up = isUp;
    }

    public int keyRequests() {
        return keyRequests.get();
    }

    /** The form that the token endpoint was last sent. */
    public String lastForm() {
        return lastForm;
    }

    /** A token of the newest key, for the client {@code web}, good for five minutes. */
    public String token(String subject, Consumer<JWTClaimsSet.Builder> more) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject(subject)
                        .audience("web")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)));
        more.accept(claims);
        RSAKey key = keys.getLast();
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                        claims.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** What the token endpoint gives for a code, once. */
    public void code(String code, String idToken) {
        codes.put(code, idToken);
    }

    private void token(HttpExchange exchange) throws IOException {
        lastForm = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String idToken = null;
        for (String pair : lastForm.split("&", -1)) {
            if (pair.startsWith("code=")) {
                idToken = codes.remove(pair.substring(5));
            }
        }
        if (idToken == null) {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
        } else {
            answer(exchange, "{\"id_token\":\"%s\",\"token_type\":\"Bearer\"}".formatted(idToken));
        }
    }

    private String description() {
        return """
        {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/auth",\
        "token_endpoint":"%1$s/token"}
        """
                .formatted(issuer());
    }

    private String published() {
        return new JWKSet(keys.stream().map(key -> (JWK) key.toPublicJWK()).toList()).toString();
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(up ? 200 : 503, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
