package io.gatehouse.policy.language;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Policy document to JSON text, which parses to the same document. */
public final class PolicyPrinter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private PolicyPrinter() {}

    /** On one line; a list of one element is printed as the element. */
    public static String print(PolicyDocument document) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            Optional<LanguageVersion> version = document.declaredVersion();
            if (version.isPresent()) {
                json.writeStringField("Version", version.get().text());
            }
            if (document.id().isPresent()) {
                json.writeStringField("Id", document.id().get());
            }
            json.writeArrayFieldStart("Statement");
            for (Statement statement : document.statements()) {
                print(statement, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void print(Statement statement, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (statement.sid().isPresent()) {
            json.writeStringField("Sid", statement.sid().get());
        }
        json.writeStringField("Effect", statement.effect().text());
        if (statement.principal().isPresent()) {
            print(statement.principal().get(), json);
        }
        ActionClause action = statement.action();
        json.writeFieldName(
                switch (action) {
                    case ActionClause.Actions _ -> "Action";
                    case ActionClause.NotActions _ -> "NotAction";
                });
        print(action.patterns(), json);
        if (statement.resource().isPresent()) {
            ResourceClause resource = statement.resource().get();
            json.writeFieldName(
                    switch (resource) {
                        case ResourceClause.Resources _ -> "Resource";
                        case ResourceClause.NotResources _ -> "NotResource";
                    });
            print(resource.patterns(), json);
        }
        if (!statement.conditions().isEmpty()) {
            printConditions(statement.conditions(), json);
        }
        json.writeEndObject();
    }

    private static void print(PrincipalClause clause, JsonGenerator json) throws IOException {
        json.writeFieldName(
                switch (clause) {
                    case PrincipalClause.Principals _ -> "Principal";
                    case PrincipalClause.NotPrincipals _ -> "NotPrincipal";
                });
        switch (clause.names()) {
            case PrincipalClause.Anyone _ -> json.writeString("*");
            case PrincipalClause.Listed listed -> {
                json.writeStartObject();
                List<PrincipalClause.Name> names = listed.names();
                int from = 0;
                while (from < names.size()) {
                    PrincipalClause.Type type = names.get(from).type();
                    int to = from + 1;
                    while (to < names.size() && names.get(to).type() == type) {
                        to++;
                    }
                    json.writeFieldName(type.text());
                    List<PrincipalClause.Name> group = names.subList(from, to);
                    print(group.stream().map(PrincipalClause.Name::text).toList(), json);
                    from = to;
                }
                json.writeEndObject();
            }
        }
    }

    /** The parser keeps all keys of one operator together, and so does this. */
    private static void printConditions(List<Condition> conditions, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("Condition");
        int from = 0;
        while (from < conditions.size()) {
            String operator = conditions.get(from).operator();
            json.writeObjectFieldStart(operator);
            while (from < conditions.size() && conditions.get(from).operator().equals(operator)) {
                Condition condition = conditions.get(from);
                json.writeFieldName(condition.key());
                print(condition.values(), json);
                from++;
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void print(List<String> texts, JsonGenerator json) throws IOException {
        if (texts.size() == 1) {
            json.writeString(texts.getFirst());
            return;
        }
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
