package io.gatehouse.authz.check;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.authz.v1.Header;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.authz.v1.SignedRequest;

/**
 * The principal of a JSON question: the text of an ARN, or an object with {@code session_token} or
 * {@code signed_request} as {@code authorization.proto} names them.
 */
final class PrincipalJson {

    private PrincipalJson() {}

    static Principal.Builder read(JsonNode principal, String path) {
        Principal.Builder read = Principal.newBuilder();
        String here = path + ".principal";
        if (principal.isMissingNode() || principal.isNull()) {
            return read;
        }
        if (principal.isTextual()) {
            return read.setArn(principal.textValue());
        }
        if (!principal.isObject()) {
            throw CheckJson.expected(here, "a string or an object");
        }
        if (principal.has("session_token")) {
            return read.setSessionToken(CheckJson.text(principal, here, "session_token"));
        }
        if (principal.path("signed_request").isObject()) {
            return read.setSignedRequest(
                    signed(principal.get("signed_request"), here + ".signed_request"));
        }
        return read.setArn(CheckJson.text(principal, here, "arn"));
    }

    private static SignedRequest signed(JsonNode request, String path) {
        SignedRequest.Builder signed =
                SignedRequest.newBuilder()
                        .setMethod(CheckJson.text(request, path, "method"))
                        .setUri(CheckJson.text(request, path, "uri"))
                        .setBodySha256(CheckJson.text(request, path, "body_sha256"));
        JsonNode headers = request.path("headers");
        if (!headers.isArray()) {
            throw CheckJson.expected(path + ".headers", "an array");
        }
        for (JsonNode header : headers) {
            signed.addHeaders(
                    Header.newBuilder()
                            .setName(CheckJson.text(header, path + ".headers", "name"))
                            .setValue(CheckJson.text(header, path + ".headers", "value")));
        }
        return signed.build();
    }
}
