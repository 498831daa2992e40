package io.gatehouse.awsquery;

import io.gatehouse.model.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A form as a tree: {@code Tags.member.1.Key=a} is the value {@code a} at {@code Tags}, {@code
 * member}, {@code 1}, {@code Key}. Names and values are percent-decoded UTF-8, {@code +} is a
 * space. Bounded: at most {@value #MOST_PARAMETERS} parameters of at most {@value #DEEPEST} parts.
 */
final class QueryForm {

    static final int MOST_PARAMETERS = 10_000;
    static final int DEEPEST = 16;

    private final Node root = new Node();

    /** One place in the tree: a value, or more places, or (malformed for most types) both. */
    static final class Node {
        private final Map<String, Node> children = new LinkedHashMap<>();
        private @Nullable String value;

        @Nullable String value() {
            return value;
        }

        @Nullable Node child(String name) {
            return children.get(name);
        }

        Map<String, Node> children() {
            return children;
        }
    }

    private QueryForm() {}

    /** Throws RefusedRequestException for a form that cannot be read. */
    static QueryForm parse(byte[] bytes) {
        QueryForm form = new QueryForm();
        int parameters = 0;
        int from = 0;
        while (from < bytes.length) {
            int end = indexOf(bytes, '&', from, bytes.length);
            if (end > from) {
                if (++parameters > MOST_PARAMETERS) {
                    throw malformed("a request has at most %d parameters", MOST_PARAMETERS);
                }
                int equals = indexOf(bytes, '=', from, end);
                String name = decode(bytes, from, equals);
                form.put(name, equals == end ? "" : decode(bytes, equals + 1, end));
            }
            from = end + 1;
        }
        return form;
    }

    Node root() {
        return root;
    }

    /** The value at the top of the tree, null when there is none. */
    @Nullable String value(String name) {
        Node node = root.child(name);
        return node == null ? null : node.value();
    }

    private void put(String name, String value) {
        Node node = root;
        int from = 0;
        for (int depth = 0; ; depth++) {
            if (depth == DEEPEST) {
                throw malformed("parameter `%s` is too deep", name);
            }
            int dot = name.indexOf('.', from);
            String part = dot < 0 ? name.substring(from) : name.substring(from, dot);
            if (part.isEmpty()) {
                throw malformed("parameter `%s` has an empty part", name);
            }
            node = node.children.computeIfAbsent(part, _ -> new Node());
            if (dot < 0) {
                break;
            }
            from = dot + 1;
        }
        if (node.value != null) {
            throw malformed("parameter `%s` is given twice", name);
        }
        node.value = value;
    }

    private static String decode(byte[] bytes, int from, int to) {
        ByteBuffer decoded = ByteBuffer.allocate(to - from);
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '+') {
                decoded.put((byte) ' ');
            } else if (b == '%') {
                int high = i + 2 < to ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < to ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw malformed("a percent sign is not followed by two hexadecimal digits");
                }
                decoded.put((byte) (high << 4 | low));
                i += 2;
            } else {
                decoded.put(b);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(decoded.flip())
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("the request is not UTF-8");
        }
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return to;
    }

    static RefusedRequestException malformed(String message, Object... parts) {
        return new RefusedRequestException(ErrorCode.MALFORMED_INPUT, message.formatted(parts));
    }
}
