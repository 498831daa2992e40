package io.gatehouse.gateway;

import io.gatehouse.model.ErrorCode;
import io.vertx.core.buffer.Buffer;

import java.util.Map;

/** What goes back to the caller, besides the request id that every answer carries. */
record Answer(int status, String contentType, Buffer body, Map<String, String> headers) {

    /** AWS's error document, in the caller's protocol. */
    static Answer error(Protocol protocol, ErrorCode code, String message, String requestId) {
        String body =
                switch (protocol) {
                    case QUERY -> xml(code, message, requestId);
                    case JSON -> problem(code, message, requestId);
                };
        return new Answer(
                code.httpStatus(),
                protocol == Protocol.QUERY ? "text/xml" : "application/problem+json",
                Buffer.buffer(body),
                code.retryable() ? Map.of("Retry-After", "1") : Map.of());
    }

    /** How the caller speaks: AWS Query at {@code /}, JSON under {@code /api/}. */
    enum Protocol {
        QUERY,
        JSON
    }

    private static String xml(ErrorCode code, String message, String requestId) {
        return """
        <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
          <Error>
            <Type>%s</Type>
            <Code>%s</Code>
            <Message>%s</Message>
          </Error>
          <RequestId>%s</RequestId>
        </ErrorResponse>
        """
                .formatted(
                        code.isSender() ? "Sender" : "Receiver",
                        code.awsCode(),
                        escapedXml(message),
                        requestId);
    }

    private static String problem(ErrorCode code, String message, String requestId) {
        return """
        {"type":"about:blank","title":"%s","status":%d,"code":"%s","detail":"%s","request_id":"%s"}
        """
                .formatted(
                        code.awsCode(),
                        code.httpStatus(),
                        code.awsCode(),
                        escapedJson(message),
                        requestId);
    }

    private static String escapedXml(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
            }
        }
        return out.toString();
    }

    private static String escapedJson(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
