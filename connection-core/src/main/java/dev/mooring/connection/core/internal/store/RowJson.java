package dev.mooring.connection.core.internal.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.Sensitivity;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The JSON columns of a row, read and written token by token: data binding is a tenth of what a
 * process loads before its first credential. */
final class RowJson {
    /** Documents are small and many: a table of their names costs more than it saves. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private static final String SENSITIVITY = "sensitivity";
    private static final String TEXTS = "texts";
    private static final String SEAL = "seal";
    private static final String CIPHERTEXTS = "ciphertexts";
    /** Most rows have no comment, tags, warnings and references; these need no parser. */
    private static final String NO_LIST = "[]";

    private static final String NO_OBJECT = "{}";

    @FunctionalInterface
    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(JsonParser json) throws IOException;
    }

    private RowJson() {}

    static String texts(Map<String, String> texts) {
        return written(json -> write(json, texts));
    }

    static Map<String, String> texts(String json) {
        return json.equals(NO_OBJECT) ? Map.of() : read(json, row -> object(row, RowJson::text));
    }

    static String list(List<String> texts) {
        return written(json -> write(json, texts));
    }

    static List<String> list(String json) {
        return json.equals(NO_LIST) ? List.of() : read(json, RowJson::array);
    }

    static String values(PropertyValues values) {
        return written(json -> {
            json.writeStartObject();
            for (Map.Entry<String, PropertyValues.Value> each : new TreeMap<>(values.values()).entrySet()) {
                json.writeObjectFieldStart(each.getKey());
                json.writeStringField(SENSITIVITY, each.getValue().sensitivity().name());
                json.writeFieldName(TEXTS);
                write(json, each.getValue().texts());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    static PropertyValues values(String json) {
        Map<String, PropertyValues.Value> values = read(json, row -> object(row, RowJson::value));
        return PropertyValues.of(values, Map.of());
    }

    /** The seal and the sealed values; what they are sealed under stands beside them. */
    static String secrets(SealedSecrets sealed) {
        return sealed.seal()
                .map(seal -> written(json -> {
                    json.writeStartObject();
                    json.writeStringField(SEAL, seal);
                    json.writeFieldName(CIPHERTEXTS);
                    write(json, sealed.ciphertexts());
                    json.writeEndObject();
                }))
                .orElse("");
    }

    static SealedSecrets secrets(String json, Optional<WrappedKey> key, long revision) {
        return json.isEmpty()
                ? new SealedSecrets(key, Optional.empty(), Map.of(), revision)
                : read(json, row -> sealed(row, key, revision));
    }

    private static SealedSecrets sealed(JsonParser json, Optional<WrappedKey> key, long revision) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, json);
        String seal = text(field(json, SEAL));
        Map<String, String> ciphertexts = object(field(json, CIPHERTEXTS), RowJson::text);
        require(json.nextToken() == JsonToken.END_OBJECT, json);
        return new SealedSecrets(key, Optional.of(seal), ciphertexts, revision);
    }

    private static PropertyValues.Value value(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, json);
        Sensitivity sensitivity = Sensitivity.valueOf(text(field(json, SENSITIVITY)));
        List<String> texts = array(field(json, TEXTS));
        require(json.nextToken() == JsonToken.END_OBJECT, json);
        return new PropertyValues.Value(sensitivity, texts);
    }

    private static <T> Map<String, T> object(JsonParser json, Reading<T> reading) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, json);
        Map<String, T> values = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            values.put(name, reading.from(json));
        }
        require(json.currentToken() == JsonToken.END_OBJECT, json);
        return values;
    }

    private static List<String> array(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, json);
        List<String> texts = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(json.getText());
        }
        require(json.currentToken() == JsonToken.END_ARRAY, json);
        return texts;
    }

    private static String text(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.VALUE_STRING, json);
        return json.getText();
    }

    /** Goes to the value of the next field, which must have that name: fields stand in the order that they are written. */
    private static JsonParser field(JsonParser json, String name) throws IOException {
        require(name.equals(json.nextFieldName()), json);
        json.nextToken();
        return json;
    }

    private static void require(boolean condition, JsonParser json) throws IOException {
        if (!condition) {
            throw new JsonParseException(json, "unexpected content");
        }
    }

    private static void write(JsonGenerator json, Map<String, String> texts) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, List<String> texts) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String written(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new IllegalStateException("a row can not be written as JSON", e);
        }
        return text.toString();
    }

    private static <T> T read(String text, Reading<T> reading) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            return reading.from(json);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new IllegalArgumentException("not the JSON of a row", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not the JSON of a row", e);
        }
    }
}
