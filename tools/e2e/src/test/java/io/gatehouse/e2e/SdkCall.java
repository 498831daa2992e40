package io.gatehouse.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.builder.Buildable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Any operation of the AWS SDK's clients, by name, with its input and output as JSON: names of
 * members as on the wire, so that tables of calls can be data.
 */
final class SdkCall implements AutoCloseable {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final IamClient iam;
    private final StsClient sts;

    SdkCall(IamClient iam, StsClient sts) {
        this.iam = iam;
        this.sts = sts;
    }

    static SdkCall as(GatehouseProcess gatehouse, Key key) {
        return new SdkCall(AwsClients.iam(gatehouse, key), AwsClients.sts(gatehouse, key));
    }

    /**
     * An access key.
     *
     * @param token of a temporary one
     */
    record Key(String id, String secret, Optional<String> token) {

        Key(String id, String secret) {
            this(id, secret, Optional.empty());
        }
    }

    /**
     * Calls and waits; fails with the SDK's own exceptions.
     *
     * @param action such as {@code iam:CreateUser}
     */
    JsonNode call(String action, JsonNode input) {
        String operation = action.substring(action.indexOf(':') + 1);
        Object client = action.startsWith("sts:") ? sts : iam;
        Class<?> type = client instanceof StsClient ? StsClient.class : IamClient.class;
        Method method =
                Arrays.stream(type.getMethods())
                        .filter(m -> m.getName().equalsIgnoreCase(operation))
                        .filter(m -> m.getParameterCount() == 1)
                        .filter(m -> SdkPojo.class.isAssignableFrom(m.getParameterTypes()[0]))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no action " + action));
        try {
            Object builder = method.getParameterTypes()[0].getMethod("builder").invoke(null);
            return json((SdkPojo) method.invoke(client, fill((SdkPojo) builder, input)));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SdkPojo fill(SdkPojo builder, JsonNode input) {
        List<String> known = new ArrayList<>();
        for (SdkField<?> field : builder.sdkFields()) {
            known.add(field.locationName());
            JsonNode value = input.get(field.locationName());
            if (value != null) {
                field.set(builder, value(field, value));
            }
        }
        input.fieldNames()
                .forEachRemaining(name -> {
                    if (!known.contains(name)) {
                        throw new IllegalArgumentException("no member " + name + ", only " + known);
                    }
                });
        return (SdkPojo) ((Buildable) builder).build();
    }

    private static Object value(SdkField<?> field, JsonNode value) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> value.asText();
            case INTEGER -> value.asInt();
            case BOOLEAN -> value.asBoolean();
            case SDK_BYTES -> SdkBytes.fromUtf8String(value.asText());
            case SDK_POJO -> fill(field.constructor().get(), value);
            case LIST -> {
                List<Object> list = new ArrayList<>();
                SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
                value.forEach(one -> list.add(value(member, one)));
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
                value.properties().forEach(e -> map.put(e.getKey(), value(member, e.getValue())));
                yield map;
            }
            default -> throw new IllegalArgumentException(field.locationName());
        };
    }

    private static JsonNode json(SdkPojo answer) {
        ObjectNode node = JSON.objectNode();
        for (SdkField<?> field : answer.sdkFields()) {
            Object value = field.getValueOrDefault(answer);
            if (value != null && !isLeftOut(value)) {
                node.set(field.locationName(), json(value));
            }
        }
        return node;
    }

    /** The SDK gives empty lists and maps of its own for what an answer does not hold. */
    private static boolean isLeftOut(Object value) {
        return value instanceof software.amazon.awssdk.core.util.SdkAutoConstructList<?>
                || value instanceof software.amazon.awssdk.core.util.SdkAutoConstructMap<?, ?>;
    }

    private static JsonNode json(Object value) {
        return switch (value) {
            case SdkPojo pojo -> json(pojo);
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.forEach(one -> array.add(json(one)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode node = JSON.objectNode();
                map.forEach((key, one) -> node.set(key.toString(), json(one)));
                yield node;
            }
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            // As far as it is text; a picture is none.
            case SdkBytes bytes -> JSON.textNode(new String(bytes.asByteArray(), UTF_8));
            default -> JSON.textNode(value.toString());
        };
    }

    @Override
    public void close() {
        iam.close();
        sts.close();
    }
}
