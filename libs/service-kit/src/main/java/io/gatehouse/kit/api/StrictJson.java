package io.gatehouse.kit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import java.util.stream.Collectors;

/**
 * JSON as the API takes and gives it: snake_case, ISO dates; unknown fields, fields given twice,
 * nulls for numbers and anything after the document are refused.
 */
final class StrictJson {

    private StrictJson() {}

    static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(
                                JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .build();
    }

    /** What is wrong and where, for the caller: no class names, no source. */
    static String whatAndWhere(JsonProcessingException e) {
        String where = "";
        if (e instanceof JsonMappingException mapping) {
            String path =
                    mapping.getPath().stream()
                            .map(at ->
                                    at.getFieldName() == null
                                            ? "[" + at.getIndex() + "]"
                                            : "." + at.getFieldName())
                            .collect(Collectors.joining());
            where = path.isEmpty() ? "" : " at `$" + path + "`";
        }
        if (e.getLocation() != null) {
            where +=
                    " (line %d, column %d)"
                            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        }
        Throwable cause = e.getCause();
        String what =
                cause instanceof IllegalArgumentException && cause.getMessage() != null
                        ? cause.getMessage()
                        : "the body is not the JSON that is expected";
        return what + where;
    }
}
