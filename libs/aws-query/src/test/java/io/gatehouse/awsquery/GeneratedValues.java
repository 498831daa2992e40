package io.gatehouse.awsquery;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Fills the AWS SDK's classes with values of all their types, by chance from a seed. */
final class GeneratedValues {

    private static final int DEEPEST = 4;
    private static final String[] TEXTS = {
        "a",
        "Ärger & <co>",
        "{\"Version\":\"2012-10-17\"}",
        "x y+z=%",
        "tab\tline\nend",
        "€😀",
        "]]>"
    };

    private final Random chance;

    GeneratedValues(long seed) {
        this.chance = new Random(seed);
    }

    /** The class's static builder(), filled and built. */
    SdkPojo of(Class<?> type) {
        try {
            return fill((SdkPojo) type.getMethod("builder").invoke(null), 0);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private SdkPojo fill(SdkPojo builder, int depth) {
        // A structure in a list has at least one member: the SDK does not send an empty one.
        boolean isFirst = depth > 0;
        for (SdkField<?> field : builder.sdkFields()) {
            if (depth < DEEPEST && (isFirst || chance.nextInt(10) > 0)) {
                field.set(builder, value(field, depth));
            }
            isFirst = false;
        }
        return (SdkPojo) ((Buildable) builder).build();
    }

    private Object value(SdkField<?> field, int depth) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> TEXTS[chance.nextInt(TEXTS.length)];
            case INTEGER -> chance.nextInt(1000);
            case LONG -> (long) chance.nextInt(1000);
            case BOOLEAN -> chance.nextBoolean();
            case INSTANT -> Instant.ofEpochSecond(1_400_000_000L + chance.nextInt(400_000_000));
            case SDK_BYTES -> SdkBytes.fromUtf8String("bytes" + chance.nextInt());
            case SDK_POJO -> fill(field.constructor().get(), depth + 1);
            case LIST -> list(field.getRequiredTrait(ListTrait.class), depth);
            case MAP -> map(field.getRequiredTrait(MapTrait.class), depth);
            default -> throw new IllegalStateException(field.locationName());
        };
    }

    private List<Object> list(ListTrait trait, int depth) {
        List<Object> list = new ArrayList<>();
        int size = chance.nextInt(4);
        for (int i = 0; i < size; i++) {
            list.add(value(trait.memberFieldInfo(), depth + 1));
        }
        return list;
    }

    private Map<String, Object> map(MapTrait trait, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        int size = chance.nextInt(4);
        for (int i = 0; i < size; i++) {
            // Keys of some maps are enumerations, which the SDK reads only if it knows them.
            map.put("Users", value(trait.valueFieldInfo(), depth + 1));
        }
        return map;
    }
}
