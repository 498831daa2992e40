package io.gatehouse.architecture;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What {@code kubectl kustomize} makes of a folder, read strictly. No cluster is asked. */
record Rendered(List<JsonNode> resources) {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    static Rendered of(String folder) throws IOException, InterruptedException {
        Process process;
        try {
            process =
                    new ProcessBuilder("kubectl", "kustomize", ROOT.resolve(folder).toString())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException _) {
            assumeTrue(false, "kubectl is not here to render the manifests");
            throw new IllegalStateException();
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        try (JsonParser parser = YAML.createParser(said);
                MappingIterator<JsonNode> all = YAML.readValues(parser, JsonNode.class)) {
            return new Rendered(all.readAll());
        }
    }

    List<JsonNode> all(String kind) {
        return resources.stream().filter(it -> it.path("kind").asText().equals(kind)).toList();
    }

    JsonNode one(String kind, String name) {
        return all(kind).stream()
                .filter(it -> it.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no %s %s".formatted(kind, name)));
    }
}
