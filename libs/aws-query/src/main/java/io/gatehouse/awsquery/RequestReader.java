package io.gatehouse.awsquery;

import static io.gatehouse.awsquery.QueryForm.malformed;

import io.gatehouse.awsquery.QueryForm.Node;

import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From a form's tree to the AWS SDK's request class, driven by the fields that the class describes.
 * Parameters that the class does not know are ignored, as AWS does. Safe for all threads.
 */
final class RequestReader {

    private final Map<Operation, MethodHandle> builders = new ConcurrentHashMap<>();

    /** Throws RefusedRequestException MalformedInput for a value of the wrong type or index. */
    AwsRequest read(Operation operation, QueryForm form) {
        SdkPojo builder = newBuilder(operation);
        fill(builder, form.root(), "");
        return (AwsRequest) ((Buildable) builder).build();
    }

    private SdkPojo newBuilder(Operation operation) {
        MethodHandle handle = builders.computeIfAbsent(operation, RequestReader::builderOf);
        try {
            return (SdkPojo) handle.invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("no builder for " + operation, e);
        }
    }

    private static MethodHandle builderOf(Operation operation) {
        String model = operation.requestClass();
        try {
            Class<?> request = Class.forName(model);
            Class<?> builder = Class.forName(model + "$Builder");
            return MethodHandles.publicLookup()
                    .findStatic(request, "builder", MethodType.methodType(builder));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the AWS SDK has no request of " + operation, e);
        }
    }

    private void fill(SdkPojo builder, Node node, String path) {
        for (SdkField<?> field : builder.sdkFields()) {
            Node child = node.child(field.locationName());
            if (child != null) {
                String at = path + field.locationName();
                field.set(builder, value(field, child, at));
            }
        }
    }

    private Object value(SdkField<?> field, Node node, String path) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text(node, path);
            case INTEGER, SHORT, BYTE -> integer(text(node, path), path);
            case LONG -> longInteger(text(node, path), path);
            case BOOLEAN -> bool(text(node, path), path);
            case INSTANT -> instant(text(node, path), path);
            case SDK_BYTES -> bytes(text(node, path), path);
            case SDK_POJO -> pojo(field, node, path);
            case LIST -> list(field.getRequiredTrait(ListTrait.class), node, path);
            case MAP -> map(field.getRequiredTrait(MapTrait.class), node, path);
            case FLOAT, DOUBLE, BIG_DECIMAL, DOCUMENT, NULL ->
                    throw new IllegalStateException("no such type in IAM or STS: " + path);
        };
    }

    private Object pojo(SdkField<?> field, Node node, String path) {
        SdkPojo builder = field.constructor().get();
        fill(builder, node, path + ".");
        return ((Buildable) builder).build();
    }

    private List<Object> list(ListTrait trait, Node node, String path) {
        List<Object> values = new ArrayList<>();
        String memberName =
                trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        Node members = trait.isFlattened() ? node : node.child(memberName);
        if (members == null) {
            requireNothingElse(node, path);
            return values;
        }
        SdkField<?> member = trait.memberFieldInfo();
        indexed(members, path)
                .forEach((index, item) -> values.add(value(member, item, path + "." + index)));
        return values;
    }

    private Map<String, Object> map(MapTrait trait, Node node, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        Node entries = trait.isFlattened() ? node : node.child("entry");
        if (entries == null) {
            requireNothingElse(node, path);
            return values;
        }
        SdkField<?> valueField = trait.valueFieldInfo();
        indexed(entries, path)
                .forEach((index, entry) -> {
                    Node key = entry.child(trait.keyLocationName());
                    Node value = entry.child(trait.valueLocationName());
                    if (key == null || value == null) {
                        throw malformed("entry %d of `%s` needs a key and a value", index, path);
                    }
                    String name = text(key, path);
                    if (values.put(name, value(valueField, value, path + "." + name)) != null) {
                        throw malformed("`%s` has key `%s` twice", path, name);
                    }
                });
        return values;
    }

    /** An empty list travels as {@code X=}; anything else without members is no list. */
    private static void requireNothingElse(Node node, String path) {
        String value = node.value();
        if (!node.children().isEmpty() || (value != null && !value.isEmpty())) {
            throw malformed("`%s` is a list: `%s.member.1`", path, path);
        }
    }

    private static Map<Integer, Node> indexed(Node members, String path) {
        Map<Integer, Node> sorted = new TreeMap<>();
        members.children()
                .forEach((index, item) -> {
                    if (!index.matches("[1-9][0-9]{0,5}")) {
                        throw malformed("`%s` is not an index of `%s`", index, path);
                    }
                    sorted.put(Integer.valueOf(index), item);
                });
        return sorted;
    }

    private static String text(Node node, String path) {
        String value = node.value();
        if (value == null || !node.children().isEmpty()) {
            throw malformed("`%s` takes one value", path);
        }
        return value;
    }

    private static Object integer(String text, String path) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw malformed("`%s` of `%s` is not an integer", text, path);
        }
    }

    private static Object longInteger(String text, String path) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw malformed("`%s` of `%s` is not an integer", text, path);
        }
    }

    private static Boolean bool(String text, String path) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw malformed("`%s` of `%s` is neither true nor false", text, path);
        };
    }

    private static Instant instant(String text, String path) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw malformed("`%s` of `%s` is not a date and time of ISO 8601", text, path);
        }
    }

    private static SdkBytes bytes(String text, String path) {
        try {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw malformed("`%s` is not base64", path);
        }
    }
}
