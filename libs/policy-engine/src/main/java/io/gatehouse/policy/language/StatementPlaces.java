package io.gatehouse.policy.language;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the statements of a policy text stand, as AWS's simulator tells it: a start right behind
 * the opening brace and an end right behind the closing one, lines and columns from 1.
 */
public final class StatementPlaces {

    private static final JsonFactory FACTORY = new JsonFactory();

    private StatementPlaces() {}

    /** A place between two characters. */
    public record Position(int line, int column) {}

    /** From the opening to the closing brace of one statement. */
    public record Span(Position start, Position end) {}

    /**
     * One span for each statement, in the order of the document.
     *
     * @param json a text that {@link PolicyParser} has accepted; of anything else, what could be
     *     found
     */
    public static List<Span> of(String json) {
        List<Span> spans = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("Statement");
                JsonToken value = parser.nextToken();
                if (found && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        spans.add(span(parser));
                    }
                } else if (found && value == JsonToken.START_OBJECT) {
                    spans.add(span(parser));
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException _) {
            return List.copyOf(spans);
        }
        return List.copyOf(spans);
    }

    private static Span span(JsonParser parser) throws IOException {
        Position start = position(parser);
        parser.skipChildren();
        return new Span(start, position(parser));
    }

    private static Position position(JsonParser parser) {
        JsonLocation at = parser.currentLocation();
        return new Position(at.getLineNr(), at.getColumnNr());
    }
}
