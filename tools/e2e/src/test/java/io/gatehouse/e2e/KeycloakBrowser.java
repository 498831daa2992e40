package io.gatehouse.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a person's browser does at Keycloak: follows redirects, keeps cookies, fills in the form.
 * Keycloak's pages need no script for that. A new one has not signed in yet.
 */
final class KeycloakBrowser {

    private static final Pattern LOGIN_ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern SAML_RESPONSE =
            Pattern.compile(
                    "name=\"SAMLResponse\"\\s+value=\"([^\"]+)\"", Pattern.CASE_INSENSITIVE);
    private static final String REDIRECT = "http://127.0.0.1/back";

    private final Keycloak keycloak;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Kept by hand: like a browser, and unlike the JDK, loopback counts as secure. */
    private final Map<String, String> cookies = new LinkedHashMap<>();

    KeycloakBrowser(Keycloak keycloak) {
        this.keycloak = keycloak;
    }

    /** Signs in by the authorization code flow with PKCE; answers the id token. */
    String idToken(String user) {
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        String nonce = UUID.randomUUID().toString();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", "gatehouse");
        query.put("response_type", "code");
        query.put("scope", "openid email");
        query.put("redirect_uri", REDIRECT);
        query.put("state", "s1");
        query.put("nonce", nonce);
        query.put("code_challenge", challenge(verifier));
        query.put("code_challenge_method", "S256");
        HttpResponse<String> back =
                signIn(
                        keycloak.issuer() + "/protocol/openid-connect/auth?" + Keycloak.form(query),
                        user);
        String location = back.headers().firstValue("Location").orElseThrow();
        String token =
                Keycloak.post(
                        http,
                        keycloak.issuer() + "/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "gatehouse",
                                "redirect_uri",
                                REDIRECT,
                                "code",
                                parameter(location, "code"),
                                "code_verifier",
                                verifier));
        return Keycloak.json(token).get("id_token").asText();
    }

    /** Signs in at the provider's own page for AWS; answers the SAML response as it is posted. */
    String samlResponse(String user) {
        HttpResponse<String> page =
                signIn(keycloak.issuer() + "/protocol/saml/clients/amazon", user);
        Matcher found = SAML_RESPONSE.matcher(page.body());
        if (!found.find()) {
            throw new IllegalStateException("no SAML response in: " + page.body());
        }
        return found.group(1);
    }

    private HttpResponse<String> signIn(String url, String user) {
        HttpResponse<String> page = get(url);
        Matcher action = LOGIN_ACTION.matcher(page.body());
        if (!action.find()) {
            throw new IllegalStateException("no form in: " + page.statusCode() + " " + page.body());
        }
        String form =
                "username=%s&password=%s"
                        .formatted(user, URLEncoder.encode(Keycloak.PASSWORD, UTF_8));
        return visit(
                HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> get(String url) {
        HttpResponse<String> page = visit(HttpRequest.newBuilder(URI.create(url)));
        for (int i = 0; i < 5 && page.statusCode() / 100 == 3; i++) {
            URI next = page.uri().resolve(page.headers().firstValue("Location").orElseThrow());
            page = visit(HttpRequest.newBuilder(next));
        }
        return page;
    }

    private HttpResponse<String> visit(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> page = Keycloak.send(http, request.build());
        for (String cookie : page.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return page;
    }

    private static String parameter(String url, String name) {
        for (String pair : URI.create(url).getRawQuery().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
            }
        }
        throw new IllegalStateException("no `%s` in %s".formatted(name, url));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
