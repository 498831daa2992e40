package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.authz.mapping.Template;
import io.gatehouse.authz.rest.JsonBody;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.ContextValues;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;

import java.util.Map;
import java.util.Optional;

/**
 * Properties as condition keys: {@code subject.properties.role} is {@code authzen:subject/role}. A
 * name with a colon is a condition key already. Numbers and booleans become text, arrays
 * multi-valued, objects keys with dots; null is absent.
 */
final class PropertyKeys {

    private final Template subject;
    private final Template resource;
    private final Template action;
    private final Template context;

    PropertyKeys(AuthzenSettings.Keys settings) {
        this.subject = Template.parse(settings.subject());
        this.resource = Template.parse(settings.resource());
        this.action = Template.parse(settings.action());
        this.context = Template.parse(settings.context());
    }

    void context(JsonNode given, CheckRequest.Builder into) {
        put(given, "", context, into);
    }

    void action(JsonNode properties, CheckRequest.Builder into) {
        put(properties, "", action, into);
    }

    /** Stored tags come last: they win. */
    void subject(JsonNode properties, Map<String, String> stored, CheckRequest.Builder into) {
        put(properties, "", subject, into);
        overlay(stored, subject, into);
    }

    void resource(JsonNode properties, Map<String, String> stored, CheckRequest.Builder into) {
        put(properties, "", resource, into);
        overlay(stored, resource, into);
    }

    private static void overlay(
            Map<String, String> stored, Template template, CheckRequest.Builder into) {
        stored.forEach((name, value) -> {
            String key = key(template, name);
            into.getContextMap().keySet().stream()
                    .filter(key::equalsIgnoreCase)
                    .toList()
                    .forEach(into::removeContext);
            into.putContext(key, ContextValues.newBuilder().addValues(value).build());
        });
    }

    private static void put(
            JsonNode properties, String prefix, Template template, CheckRequest.Builder into) {
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            String name = prefix + property.getKey();
            JsonNode value = property.getValue();
            if (value.isObject()) {
                put(value, name + '.', template, into);
            } else if (!value.isNull()) {
                into.putContext(key(template, name), values(name, value));
            }
        }
    }

    private static ContextValues values(String name, JsonNode value) {
        ContextValues.Builder values = ContextValues.newBuilder().setMultiValued(value.isArray());
        if (!value.isArray()) {
            return values.addValues(text(name, value)).build();
        }
        value.forEach(one -> values.addValues(text(name, one)));
        return values.build();
    }

    private static String text(String name, JsonNode value) {
        return JsonBody.scalar(value)
                .orElseThrow(() ->
                        new CheckRefusedException(
                                Reason.INVALID,
                                "`%s` must be a string, number, boolean, object, or an array of scalars"
                                        .formatted(name),
                                name));
    }

    private static String key(Template template, String name) {
        return name.indexOf(':') >= 0 ? name : template.fill(_ -> Optional.of(name));
    }
}
