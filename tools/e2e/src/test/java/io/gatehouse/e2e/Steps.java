package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Calls as data, with words in braces that stand for what is known only when they run: {@code
 * {account}}, values kept from answers, and material made on the spot.
 */
final class Steps {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SdkCall root;
    private final JsonNode fixtures;
    private final Map<String, String> words = new LinkedHashMap<>();

    /**
     * @param fixtures steps by name
     */
    Steps(SdkCall root, JsonNode fixtures, String account) {
        this.root = root;
        this.fixtures = fixtures;
        words.put("account", account);
        words.put("now", Instant.now().toString());
    }

    Steps with(String word, String text) {
        words.put(word, text);
        return this;
    }

    /** Runs steps as root: names of fixtures, and calls. */
    void run(JsonNode steps) {
        for (JsonNode step : steps) {
            if (step.isTextual()) {
                JsonNode fixture = fixtures.get(step.asText());
                if (fixture == null) {
                    throw new IllegalArgumentException("no fixture " + step.asText());
                }
                run(fixture);
            } else {
                call(step);
            }
        }
    }

    /** One entry is the action with its input, {@code keep} names what is wanted of the answer. */
    private void call(JsonNode step) {
        Map.Entry<String, JsonNode> call = step.properties().iterator().next();
        JsonNode answer = root.call(call.getKey(), filled(call.getValue()));
        step.path("keep")
                .properties()
                .forEach(kept ->
                        words.put(kept.getKey(), at(answer, kept.getValue().asText()).asText()));
    }

    private static JsonNode at(JsonNode node, String path) {
        JsonNode found = node.at("/" + path.replace('.', '/'));
        if (found.isMissingNode()) {
            throw new IllegalArgumentException("no " + path + " in " + node);
        }
        return found;
    }

    /** The input with all words put in. */
    JsonNode filled(JsonNode input) {
        if (input == null || input.isNull() || input.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        return filledValue(input);
    }

    private JsonNode filledValue(JsonNode value) {
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(filled(value.asText()));
        }
        if (value.isObject()) {
            var object = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(e -> object.set(e.getKey(), filledValue(e.getValue())));
            return object;
        }
        if (value.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            value.forEach(one -> array.add(filledValue(one)));
            return array;
        }
        return value;
    }

    /** {@code {code-1}} and {@code {code-2}} are what the device with the seed shows now. */
    String filled(String text) {
        String filled = text;
        String seed = words.get("seed");
        if (seed != null && text.contains("{code-")) {
            Instant now = Instant.now();
            filled = filled.replace("{code-1}", Material.code(seed, now.minusSeconds(30)));
            filled = filled.replace("{code-2}", Material.code(seed, now));
        }
        for (Map.Entry<String, String> word : words.entrySet()) {
            filled = filled.replace("{" + word.getKey() + "}", word.getValue());
        }
        return filled;
    }

    /** SnakeYAML resolves aliases, which Jackson leaves as text. */
    static JsonNode yaml(String resource) {
        try (var in = Steps.class.getResourceAsStream(resource)) {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return JSON.valueToTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
