package io.gatehouse.authz;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Compares every answer with the published OpenAPI document: path, method, status, content type,
 * and the whole schema of the body.
 */
final class OpenApi implements Filter {

    static final OpenApi CONFORMS = new OpenApi();

    private final JsonNode document;

    private OpenApi() {
        try (InputStream yaml = OpenApi.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            document = new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification expected,
            FilterContext context) {
        Response response = context.next(request, expected);
        String path = request.getDerivedPath();
        JsonNode operation =
                document.path("paths")
                        .path(path)
                        .path(request.getMethod().toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            throw new AssertionError("not in the document: " + request.getMethod() + ' ' + path);
        }
        JsonNode described =
                resolved(operation.path("responses").path(Integer.toString(response.statusCode())));
        String type = response.contentType().split(";")[0];
        JsonNode schema = described.path("content").path(type).path("schema");
        if (schema.isMissingNode()) {
            throw new AssertionError(
                    "not in the document: %d %s of %s"
                            .formatted(response.statusCode(), type, path));
        }
        if (type.endsWith("json")) {
            var errors = validator(schema).validate(response.asString(), InputFormat.JSON);
            if (!errors.isEmpty()) {
                throw new AssertionError(
                        "%s: %s in %s".formatted(path, errors, response.asString()));
            }
        }
        return response;
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode() ? node : document.at(reference.asString().substring(1));
    }

    /** The schema with all components beside it, so that references resolve. */
    private Schema validator(JsonNode schema) {
        ObjectNode whole = new ObjectMapper().createObjectNode();
        whole.set("components", document.path("components"));
        whole.set("allOf", new ObjectMapper().valueToTree(List.of(schema)));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(
                        new String(
                                whole.toString().getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.UTF_8),
                        InputFormat.JSON);
    }
}
