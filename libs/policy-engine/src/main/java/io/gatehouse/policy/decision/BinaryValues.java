package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The BinaryEquals operator (SEMANTICS 4): the policy's value is base64 and compared as bytes. The
 * request's value may be base64 too, or the bytes themselves as text.
 */
final class BinaryValues implements ValueTest {

    private final List<byte[]> values = new ArrayList<>();

    BinaryValues(List<String> texts) {
        for (String text : texts) {
            byte[] bytes = decode(text);
            if (bytes != null) {
                values.add(bytes);
            }
        }
    }

    @Override
    public int test(String value, Evaluation evaluation) {
        byte[] decoded = decode(value);
        byte[] raw = value.getBytes(StandardCharsets.UTF_8);
        for (byte[] listed : values) {
            if (Arrays.equals(listed, raw) || (decoded != null && Arrays.equals(listed, decoded))) {
                return MATCH;
            }
        }
        return NO_MATCH;
    }

    private static byte @Nullable [] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
