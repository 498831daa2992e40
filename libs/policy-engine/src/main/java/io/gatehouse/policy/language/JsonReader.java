package io.gatehouse.policy.language;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import io.gatehouse.policy.language.Json.Place;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Text to {@link Json}: strict JSON, duplicate keys refused, bounded depth (SEMANTICS 1). */
final class JsonReader {

    /** The deepest legal document has seven levels. */
    private static final int DEEPEST = 16;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .build();

    private JsonReader() {}

    /** Why a text is not JSON, and where. */
    static final class NotJson extends Exception {
        private static final long serialVersionUID = 1;
        private final int line;
        private final int column;

        private NotJson(String message, int line, int column) {
            super(message, null, false, false);
            this.line = line;
            this.column = column;
        }

        Place place() {
            return Place.root(line, column);
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    static Json read(String text) throws NotJson {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new NotJson("the text is empty", 1, 1);
            }
            Json root = value(parser, null, "$");
            if (parser.nextToken() != null) {
                throw notJson(parser, "text follows the end of the document");
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new NotJson(
                    reason(e), at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
        } catch (IOException e) {
            throw new NotJson("the text cannot be read", 1, 1);
        }
    }

    private static Json value(JsonParser parser, @Nullable Place parent, String step)
            throws IOException, NotJson {
        JsonToken token = parser.currentToken();
        Place place = place(parser, parent, step);
        return switch (token) {
            case START_OBJECT -> members(parser, place);
            case START_ARRAY -> elements(parser, place);
            case VALUE_STRING -> new Json.Text(place, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                    new Json.Scalar(place, parser.getText());
            case VALUE_NULL -> new Json.Null(place);
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw notJson(parser, "unexpected " + token);
        };
    }

    private static Json members(JsonParser parser, Place place) throws IOException, NotJson {
        List<Json.Member> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Place key = place(parser, place, "." + name);
            parser.nextToken();
            members.add(new Json.Member(key, name, value(parser, place, "." + name)));
        }
        return new Json.Members(place, members);
    }

    private static Json elements(JsonParser parser, Place place) throws IOException, NotJson {
        List<Json> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser, place, "[" + elements.size() + "]"));
        }
        return new Json.Elements(place, elements);
    }

    private static Place place(JsonParser parser, @Nullable Place parent, String step) {
        JsonLocation at = parser.currentTokenLocation();
        return new Place(at.getLineNr(), at.getColumnNr(), parent, step);
    }

    private static NotJson notJson(JsonParser parser, String message) {
        JsonLocation at = parser.currentTokenLocation();
        return new NotJson(message, at.getLineNr(), at.getColumnNr());
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (e instanceof JsonParseException && message.startsWith("Duplicate field")) {
            return "a key stands twice in one object: " + message;
        }
        return message;
    }
}
