package io.gatehouse.policyservice.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/** Tags as rows of the read model keep them: one JSON object, in the order they came. */
public final class TagsJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, String>> TAGS =
            new TypeReference<>() {};

    private TagsJson() {}

    public static String write(Map<String, String> tags) {
        try {
            return JSON.writeValueAsString(tags);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    public static String write(Tags tags) {
        LinkedHashMap<String, String> byKey = new LinkedHashMap<>();
        tags.all().forEach(tag -> byKey.put(tag.key(), tag.value()));
        return write(byKey);
    }

    public static Map<String, String> read(String json) {
        try {
            return JSON.readValue(json, TAGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row holds tags that nobody wrote", e);
        }
    }
}
