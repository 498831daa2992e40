package io.gatehouse.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Keycloak, started from its distribution on a free port, with a realm {@code shop}: groups
 * {@code dev} and {@code ops}, a client {@code gatehouse} for OpenID Connect, one for SAML.
 */
final class Keycloak implements AutoCloseable {

    static final String REALM = "shop";
    static final String PASSWORD = "correct horse";
    static final String SAML_CLIENT = "urn:amazon:webservices";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Process process;
    private final String base;
    private final Path log;

    private Keycloak(Path home, Path data) {
        int port = freePort();
        base = "http://127.0.0.1:" + port;
        log = data.resolve("keycloak.log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    home.resolve("bin/kc.sh").toString(),
                                    "start-dev",
                                    "--http-host=127.0.0.1",
                                    "--http-port=" + port)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
            builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
            builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param home where the distribution was unpacked: a directory that holds {@code keycloak-…}
     * @param gateway where people come back to
     */
    static Keycloak start(Path home, Path data, String gateway) {
        try (Stream<Path> inside = Files.list(home)) {
            Path distribution =
                    inside.filter(path -> path.getFileName().toString().startsWith("keycloak-"))
                            .findFirst()
                            .orElseThrow();
            Files.setPosixFilePermissions(
                    distribution.resolve("bin/kc.sh"),
                    PosixFilePermissions.fromString("rwxr-xr-x"));
            Keycloak keycloak = new Keycloak(distribution, data);
            try {
                keycloak.awaitReady();
                keycloak.createRealm(gateway);
            } catch (RuntimeException e) {
                keycloak.close();
                throw e;
            }
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String issuer() {
        return base + "/realms/" + REALM;
    }

    String samlMetadata() {
        return get(issuer() + "/protocol/saml/descriptor");
    }

    private void awaitReady() {
        Eventually.within(
                LONGEST_START,
                "Keycloak is ready: " + log,
                () -> process.isAlive() && status(base + "/realms/master") == 200);
    }

    private void createRealm(String gateway) {
        String realm =
                """
                {"realm":"%s","enabled":true,"sslRequired":"none","groups":[{"name":"dev"},{"name":"ops"}],
                 "clients":[
                  {"clientId":"gatehouse","publicClient":true,"standardFlowEnabled":true,
                   "directAccessGrantsEnabled":true,"redirectUris":["http://127.0.0.1/*","%s/signin/back"],
                   "attributes":{"pkce.code.challenge.method":"S256"},
                   "protocolMappers":[{"name":"groups","protocol":"openid-connect",
                    "protocolMapper":"oidc-group-membership-mapper",
                    "config":{"claim.name":"groups","full.path":"false","id.token.claim":"true",
                     "access.token.claim":"true"}}]},
                  {"clientId":"%s","protocol":"saml","frontchannelLogout":true,
                   "fullScopeAllowed":false,"redirectUris":["%s/signin/saml/*"],
                   "attributes":{"saml_idp_initiated_sso_url_name":"amazon",
                    "saml_assertion_consumer_url_post":"https://signin.aws.amazon.com/saml",
                    "saml.assertion.signature":"true","saml.server.signature":"true",
                    "saml.signature.algorithm":"RSA_SHA256","saml.authnstatement":"true",
                    "saml.client.signature":"false","saml_force_name_id_format":"true",
                    "saml_name_id_format":"username"},
                   "protocolMappers":[{"name":"groups","protocol":"saml",
                    "protocolMapper":"saml-group-membership-mapper",
                    "config":{"attribute.name":"groups","attribute.nameformat":"Basic",
                     "single":"true","full.path":"false"}}]}],
                 "users":[{"username":"alice","enabled":true,"email":"alice@example.com",
                   "emailVerified":true,"firstName":"Alice","lastName":"Liddell",
                   "groups":["/dev"],
                   "credentials":[{"type":"password","value":"%s","temporary":false}]}]}
                """
                        .formatted(REALM, gateway, SAML_CLIENT, gateway, PASSWORD);
        admin("POST", "/admin/realms", realm);
    }

    /** Alice leaves one group and joins another. */
    void moveAlice(String from, String to) {
        String users = "/admin/realms/" + REALM + "/users/";
        String alice =
                admin("GET", users.substring(0, users.length() - 1) + "?username=alice", "")
                        .get(0)
                        .get("id")
                        .asText();
        admin("DELETE", users + alice + "/groups/" + groupId(from), "");
        admin("PUT", users + alice + "/groups/" + groupId(to), "{}");
        admin("POST", users + alice + "/logout", "");
    }

    private String groupId(String name) {
        return admin("GET", "/admin/realms/" + REALM + "/groups?search=" + name, "")
                .get(0)
                .get("id")
                .asText();
    }

    private JsonNode admin(String method, String path, String body) {
        String token =
                json(post(
                                http,
                                base + "/realms/master/protocol/openid-connect/token",
                                Map.of(
                                        "grant_type", "password",
                                        "client_id", "admin-cli",
                                        "username", "admin",
                                        "password", "admin")))
                        .get("access_token")
                        .asText();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> response = send(http, request);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    "%s %s: %d %s".formatted(method, path, response.statusCode(), response.body()));
        }
        return json(response.body().isEmpty() ? "null" : response.body());
    }

    private int status(String url) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url)).build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String get(String url) {
        return send(http, HttpRequest.newBuilder(URI.create(url)).build()).body();
    }

    static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String post(HttpClient client, String url, Map<String, String> form) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(form)))
                        .build();
        return send(client, request).body();
    }

    static String form(Map<String, String> values) {
        return new LinkedHashMap<>(values)
                .entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + text, e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        all.forEach(handle ->
                handle.onExit()
                        .completeOnTimeout(handle, 20, TimeUnit.SECONDS)
                        .thenAccept(ProcessHandle::destroyForcibly)
                        .join());
    }
}
