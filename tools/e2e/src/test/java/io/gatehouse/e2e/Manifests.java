package io.gatehouse.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code kubectl kustomize deploy/kubernetes/overlays/production} gives, read as the kubelet
 * reads it: the environment of a pod's container, and the files of its volumes.
 */
record Manifests(List<JsonNode> resources) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Z_]+)\\)");

    /** Needs no cluster. */
    static boolean canBeRendered() {
        try {
            Process process = new ProcessBuilder("kubectl", "version", "--client").start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Manifests rendered() throws IOException {
        GatehouseProcess.Said said =
                GatehouseProcess.run(
                        new ProcessBuilder(
                                "kubectl",
                                "kustomize",
                                GatehouseProcess.projectFile(
                                                "deploy/kubernetes/overlays/production")
                                        .toString()));
        if (said.status() != 0) {
            throw new IOException(said.text());
        }
        try (MappingIterator<JsonNode> all =
                YAML.readValues(YAML.createParser(said.text()), JsonNode.class)) {
            return new Manifests(all.readAll());
        }
    }

    /**
     * @param secret the value of {@code <secret>/<key>}
     */
    Map<String, String> environment(String deployment, Function<String, String> secret) {
        JsonNode container = pod(deployment).at("/containers/0");
        Map<String, String> environment = new TreeMap<>();
        for (JsonNode from : container.path("envFrom")) {
            configMap(from.at("/configMapRef/name").asText())
                    .properties()
                    .forEach(it -> environment.put(it.getKey(), it.getValue().asText()));
        }
        // References are to what stands before, and never to `envFrom`.
        Map<String, String> named = new HashMap<>();
        for (JsonNode variable : container.path("env")) {
            named.put(variable.path("name").asText(), value(variable, named, secret));
        }
        environment.putAll(named);
        return environment;
    }

    private String value(
            JsonNode variable, Map<String, String> before, Function<String, String> secret) {
        JsonNode from = variable.path("valueFrom");
        if (from.has("secretKeyRef")) {
            return secret.apply(
                    from.at("/secretKeyRef/name").asText()
                            + "/"
                            + from.at("/secretKeyRef/key").asText());
        }
        if (from.has("configMapKeyRef")) {
            return configMap(from.at("/configMapKeyRef/name").asText())
                    .path(from.at("/configMapKeyRef/key").asText())
                    .asText();
        }
        Matcher reference = REFERENCE.matcher(variable.path("value").asText());
        return reference.replaceAll(
                it -> Matcher.quoteReplacement(before.getOrDefault(it.group(1), it.group())));
    }

    /**
     * Writes the files that the container finds, under {@code root} in place of its own.
     *
     * @param source all files of a Secret or ConfigMap that is not among the manifests
     */
    void mount(String deployment, Path root, Function<String, Map<String, String>> source)
            throws IOException {
        JsonNode pod = pod(deployment);
        Map<String, JsonNode> volumes = new HashMap<>();
        pod.path("volumes").forEach(it -> volumes.put(it.path("name").asText(), it));
        for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
            Path at = root.resolve(mount.path("mountPath").asText().substring(1));
            Files.createDirectories(at);
            JsonNode volume = volumes.get(mount.path("name").asText());
            if (volume == null) {
                throw new IOException("no volume is called " + mount.path("name"));
            }
            String name =
                    volume.at("/secret/secretName").asText(volume.at("/configMap/name").asText());
            if (!name.isEmpty()) {
                write(at, source.apply(name), volume.at("/secret/items"));
            }
        }
    }

    private static void write(Path at, Map<String, String> files, JsonNode items)
            throws IOException {
        Map<String, String> chosen = new HashMap<>();
        if (items.isMissingNode()) {
            chosen.putAll(files);
        }
        for (JsonNode item : items) {
            chosen.put(item.path("path").asText(), files.get(item.path("key").asText()));
        }
        for (Map.Entry<String, String> file : chosen.entrySet()) {
            Path written = Files.writeString(at.resolve(file.getKey()), file.getValue(), UTF_8);
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private JsonNode pod(String deployment) {
        return named("Deployment", deployment).at("/spec/template/spec");
    }

    private JsonNode configMap(String name) {
        return named("ConfigMap", name).path("data");
    }

    private JsonNode named(String kind, String name) {
        return resources.stream()
                .filter(it -> it.path("kind").asText().equals(kind))
                .filter(it -> it.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + kind + " " + name));
    }
}
