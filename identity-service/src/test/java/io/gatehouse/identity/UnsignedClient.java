package io.gatehouse.identity;

import static io.restassured.RestAssured.given;

import com.google.protobuf.ByteString;

import io.gatehouse.internal.v1.AuthenticateRequest;
import io.gatehouse.internal.v1.AuthenticateResponse;
import io.gatehouse.internal.v1.Header;
import io.gatehouse.kit.service.ServiceTokens;
import io.restassured.response.Response;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A caller without credentials, and the gateway's part of its journey. */
final class UnsignedClient {

    private final ServiceTokens tokens;

    UnsignedClient(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    Response sts(String action, String... parameters) {
        String form = "Action=" + action + "&Version=2011-06-15&" + form(parameters);
        return send("/", "sts:" + action, form);
    }

    Response exchange(String... parameters) {
        return send("/oauth2/token", "POST /oauth2/token", form(parameters));
    }

    private static String form(String... parameters) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private Response send(String path, String action, String form) {
        String id = UUID.randomUUID().toString();
        AuthenticateResponse known = authenticate(path, action, form, id);
        return given().header("Authorization", "Bearer " + known.getInternalToken())
                .header("X-Gatehouse-Request-Id", id)
                .contentType("application/x-www-form-urlencoded")
                .body(form)
                .post(path);
    }

    AuthenticateResponse authenticate(String path, String action, String form, String id) {
        return Client.ask(
                tokens,
                questions ->
                        questions.authenticate(
                                AuthenticateRequest.newBuilder()
                                        .setMethod("POST")
                                        .setUri(path)
                                        .setBody(ByteString.copyFromUtf8(form))
                                        .setSourceIp("192.0.2.8")
                                        .setRequestId(id)
                                        .setAudience("identity")
                                        .setAction(action)
                                        .addHeaders(
                                                Header.newBuilder()
                                                        .setName("Host")
                                                        .setValue("localhost:8080"))
                                        .build()));
    }
}
