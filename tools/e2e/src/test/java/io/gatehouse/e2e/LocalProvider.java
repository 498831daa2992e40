package io.gatehouse.e2e;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/**
 * An OpenID Connect provider on this machine: description, keys, tokens that it signs, and a page
 * at which one person signs in.
 */
final class LocalProvider implements AutoCloseable {

    private final HttpServer server;
    private final RSAKey key;
    private volatile Person person = new Person("nobody", Map.of());
    private volatile Map<String, String> asked = Map.of();

    LocalProvider() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            key = new RSAKeyGenerator(2048).keyID("k1").generate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        serve(
                "/shop/.well-known/openid-configuration",
                """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/auth",
                "token_endpoint":"%1$s/token"}
                """
                        .formatted(issuer()));
        serve("/shop/keys", new JWKSet(key.toPublicJWK()).toString());
        server.createContext("/shop/auth", this::askWho);
        server.createContext("/shop/in", this::sendBack);
        server.createContext("/shop/token", this::redeem);
        server.start();
    }

    /** Who signs in from now on, and what the tokens say of them. */
    void letIn(String subject, Map<String, Object> claims) {
        person = new Person(subject, claims);
    }

    private record Person(String subject, Map<String, Object> claims) {}

    /** The page at which a person says yes. */
    private void askWho(HttpExchange exchange) throws IOException {
        asked = query(exchange.getRequestURI().getRawQuery());
        answer(
                exchange,
                "text/html",
                "<!DOCTYPE html><title>Local provider</title><h1>Local provider</h1>"
                        + "<form action=\"/shop/in\"><button>Continue</button></form>");
    }

    private void sendBack(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        "%s?code=the-code&state=%s"
                                .formatted(asked.get("redirect_uri"), asked.get("state")));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    /** As RFC 7636 wants it: the code is for who knows what the challenge was made of. */
    private void redeem(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                query(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean knows =
                "the-code".equals(form.get("code"))
                        && challenge(form.getOrDefault("code_verifier", ""))
                                .equals(asked.get("code_challenge"));
        if (!knows) {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
            return;
        }
        Map<String, Object> claims = new HashMap<>(person.claims());
        claims.put("nonce", asked.get("nonce"));
        answer(
                exchange,
                "application/json",
                "{\"id_token\":\"%s\"}".formatted(token(person.subject(), claims)));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> query(String text) {
        Map<String, String> all = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] both = pair.split("=", 2);
            all.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return all;
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/shop";
    }

    /** As condition keys begin. */
    String name() {
        return issuer().substring("http://".length());
    }

    String arn() {
        return "arn:aws:iam::" + GatehouseProcess.ACCOUNT + ":oidc-provider/" + name();
    }

    String token(String subject, Map<String, Object> more) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject(subject)
                        .audience("web")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)));
        more.forEach(claims::claim);
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
                        claims.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
