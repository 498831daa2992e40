package io.gatehouse.awsquery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What AWS's API model says about the shapes of requests: required members, lengths, patterns,
 * enumerations, ranges. Read once from the model that the build unpacks; documentation is skipped.
 * Immutable.
 */
final class ApiModel {

    /** What newer models than the build has no longer require, by shape. */
    private static final Map<String, Set<String>> OPTIONAL_BY_NOW =
            Map.of("UpdateSAMLProviderRequest", Set.of("SAMLMetadataDocument"));

    private final Map<String, String> inputs = new HashMap<>();
    private final Map<String, Shape> shapes = new HashMap<>();

    /** One shape; what it does not constrain is null or empty. */
    static final class Shape {
        private final Map<String, String> members = new LinkedHashMap<>();
        private final Set<String> required = new LinkedHashSet<>();
        private final List<String> enumeration = new ArrayList<>();
        private @Nullable Long min;
        private @Nullable Long max;
        private @Nullable String patternText;
        private @Nullable Pattern pattern;
        private @Nullable String member;
        private boolean isSensitive;

        Map<String, String> members() {
            return members;
        }

        Set<String> required() {
            return required;
        }

        List<String> enumeration() {
            return enumeration;
        }

        @Nullable Long min() {
            return min;
        }

        @Nullable Long max() {
            return max;
        }

        @Nullable Pattern pattern() {
            String text = patternText;
            if (pattern == null && text != null) {
                pattern = Pattern.compile(text);
            }
            return pattern;
        }

        @Nullable String member() {
            return member;
        }

        boolean isSensitive() {
            return isSensitive;
        }
    }

    private ApiModel() {}

    static ApiModel read(AwsApi api) {
        String resource = "/models/%s-%s-model.json".formatted(api.vendor(), api.version());
        ApiModel model = new ApiModel();
        try (InputStream in = ApiModel.class.getResourceAsStream(resource);
                JsonParser json =
                        new JsonFactory().createParser(Objects.requireNonNull(in, resource))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String section = json.currentName();
                json.nextToken();
                switch (section) {
                    case "operations" -> model.readOperations(json);
                    case "shapes" -> model.readShapes(json);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the API model `%s` cannot be read".formatted(resource), e);
        }
        return model;
    }

    /** The shape of an operation's input; null for an operation newer than the model. */
    @Nullable Shape input(String operation) {
        String name = inputs.get(operation);
        return name == null ? null : shapes.get(name);
    }

    @Nullable Shape shape(String name) {
        return shapes.get(name);
    }

    private void readOperations(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String operation = json.currentName();
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("input")) {
                    inputs.put(operation, shapeName(json));
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private void readShapes(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            Shape shape = readShape(json);
            shape.required.removeAll(OPTIONAL_BY_NOW.getOrDefault(name, Set.of()));
            shapes.put(name, shape);
        }
    }

    private static Shape readShape(JsonParser json) throws IOException {
        Shape shape = new Shape();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "required" -> texts(json, shape.required);
                case "enum" -> texts(json, shape.enumeration);
                case "min" -> shape.min = json.getLongValue();
                case "max" -> shape.max = json.getLongValue();
                case "pattern" -> shape.patternText = json.getText();
                case "sensitive" -> shape.isSensitive = json.getBooleanValue();
                case "member" -> shape.member = shapeName(json);
                case "members" -> {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        String member = json.currentName();
                        json.nextToken();
                        shape.members.put(member, shapeName(json));
                    }
                }
                default -> json.skipChildren();
            }
        }
        return shape;
    }

    private static void texts(JsonParser json, java.util.Collection<String> into)
            throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            into.add(json.getText());
        }
    }

    private static String shapeName(JsonParser json) throws IOException {
        String name = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("shape")) {
                name = json.getText();
            } else {
                json.skipChildren();
            }
        }
        return name;
    }
}
