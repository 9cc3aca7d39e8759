package dev.mooring.connection.glue.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.SourcePosition;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads texts that are JSON and nothing more, within limits of size and depth, and writes them. */
public final class JsonText {
    private static final JsonFactory PLAIN = new JsonFactory();
    private static final int DEEPEST = 32;
    private static final int LONGEST_NAME = 1_024;
    private static final int LONGEST_NUMBER = 32;

    private JsonText() {}

    /**
     * The value of the text; fails with {@link ConnectionError#INVALID_PROPERTIES} and a position when the text is not
     * exactly one JSON value, is longer than the limit or nests too deeply. No message repeats any of the text.
     *
     * @param longest how many UTF-16 units the text may have
     */
    public static JsonPart read(String text, int longest) {
        if (text.length() > longest) {
            throw refused("the JSON has more than " + longest + " characters", new SourcePosition(1, 1));
        }
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxNameLength(LONGEST_NAME)
                .maxNumberLength(LONGEST_NUMBER)
                .maxStringLength(longest)
                .build();
        JsonFactory factory =
                JsonFactory.builder().streamReadConstraints(limits).build();
        try (JsonParser parser = factory.createParser(text)) {
            parser.nextToken();
            JsonPart value = value(parser);
            if (parser.nextToken() != null) {
                throw refused("more follows the JSON value", here(parser));
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw refused(
                    "the JSON has a too long name or number, or nests more than " + DEEPEST + " levels", place(e));
        } catch (JsonProcessingException e) {
            throw refused("the text is no JSON", place(e));
        } catch (IOException e) {
            throw new UncheckedIOException("a text can always be read", e);
        }
    }

    /** The value as a text, on one line. */
    public static String write(JsonPart value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = PLAIN.createGenerator(text)) {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException("a text can always be written", e);
        }
        return text.toString();
    }

    private static void write(JsonPart value, JsonGenerator json) throws IOException {
        if (value instanceof JsonPart.Text text) {
            json.writeString(text.text());
        } else if (value instanceof JsonPart.Numeral numeral) {
            json.writeNumber(numeral.text());
        } else if (value instanceof JsonPart.Flag flag) {
            json.writeBoolean(flag.value());
        } else if (value instanceof JsonPart.Absent) {
            json.writeNull();
        } else if (value instanceof JsonPart.Array array) {
            json.writeStartArray();
            for (JsonPart element : array.elements()) {
                write(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof JsonPart.Struct struct) {
            json.writeStartObject();
            for (JsonPart.Member member : struct.members()) {
                json.writeFieldName(member.name());
                write(member.value(), json);
            }
            json.writeEndObject();
        }
    }

    private static JsonPart value(JsonParser parser) throws IOException {
        SourcePosition start = here(parser);
        if (parser.currentToken() == null) {
            throw refused("the JSON value is missing", start);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, start);
            case START_ARRAY -> array(parser, start);
            case VALUE_STRING -> new JsonPart.Text(parser.getText(), start);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonPart.Numeral(parser.getText(), start);
            case VALUE_TRUE -> new JsonPart.Flag(true, start);
            case VALUE_FALSE -> new JsonPart.Flag(false, start);
            case VALUE_NULL -> new JsonPart.Absent(start);
            default -> throw refused("the text is no JSON", start);
        };
    }

    private static JsonPart object(JsonParser parser, SourcePosition start) throws IOException {
        List<JsonPart.Member> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            SourcePosition position = here(parser);
            parser.nextToken();
            members.add(new JsonPart.Member(name, value(parser), position));
        }
        return new JsonPart.Struct(members, start);
    }

    private static JsonPart array(JsonParser parser, SourcePosition start) throws IOException {
        List<JsonPart> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return new JsonPart.Array(elements, start);
    }

    private static SourcePosition here(JsonParser parser) {
        return position(parser.currentTokenLocation());
    }

    private static SourcePosition place(JsonProcessingException failure) {
        return failure.getLocation() == null ? new SourcePosition(1, 1) : position(failure.getLocation());
    }

    private static SourcePosition position(JsonLocation location) {
        return new SourcePosition(Math.max(location.getLineNr(), 1), Math.max(location.getColumnNr(), 1));
    }

    private static ConnectionException refused(String message, SourcePosition place) {
        return ConnectionException.builder(ConnectionError.INVALID_PROPERTIES, message)
                .remedy("give one JSON value that is complete")
                .position(place)
                .build();
    }
}
