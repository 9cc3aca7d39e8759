package dev.mooring.connection.core.internal.crypto;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A keyset as Tink writes it in JSON, of AES-256-GCM keys only. Tink's own reader brings its registry, protocol buffers
 * and another JSON library, a thousand classes, into a process that vends once.
 */
final class KeysetJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String TYPE = "type.googleapis.com/google.crypto.tink.AesGcmKey";
    private static final String MATERIAL = "SYMMETRIC";
    private static final String PREFIX = "TINK";
    /** Field 3 of the message AesGcmKey, a key of 32 bytes; its version is 0 and therefore absent. */
    private static final byte[] KEY_VALUE = {0x1a, WrappingKey.BYTES};

    private static final long UNSIGNED = 0xffff_ffffL;

    private KeysetJson() {}

    /** The keyset; empty when the text is none. What is wrong is not said, for the text is the keys. */
    static Optional<Keyset> read(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            Map<String, Object> keyset = object(json);
            if (json.nextToken() != null) {
                return Optional.empty();
            }
            return Optional.of(keyset(keyset));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    static String write(Keyset keyset) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("primaryKeyId", keyset.primary() & UNSIGNED);
            json.writeArrayFieldStart("key");
            for (WrappingKey key : keyset.keys()) {
                write(json, key);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a keyset can not be written as JSON", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, WrappingKey key) throws IOException {
        json.writeStartObject();
        if (key.status() != WrappingKey.Status.DESTROYED) {
            json.writeObjectFieldStart("keyData");
            json.writeStringField("typeUrl", TYPE);
            json.writeStringField("value", Base64.getEncoder().encodeToString(encoded(key.material())));
            json.writeStringField("keyMaterialType", MATERIAL);
            json.writeEndObject();
        }
        json.writeStringField("status", key.status().name());
        json.writeNumberField("keyId", key.id() & UNSIGNED);
        json.writeStringField("outputPrefixType", PREFIX);
        json.writeEndObject();
    }

    private static Keyset keyset(Map<String, Object> fields) {
        int primary = id(fields.get("primaryKeyId"));
        List<WrappingKey> keys = new ArrayList<>();
        for (Object key : (List<?>) required(fields.get("key"))) {
            keys.add(key((Map<?, ?>) required(key)));
        }
        Keyset keyset = new Keyset(keys, primary);
        long ids = keys.stream().map(WrappingKey::id).distinct().count();
        if (ids != keys.size() || keyset.first().filter(WrappingKey::isEnabled).isEmpty()) {
            throw new IllegalArgumentException("ids that no keyset has");
        }
        return keyset;
    }

    private static WrappingKey key(Map<?, ?> fields) {
        WrappingKey.Status status = WrappingKey.Status.valueOf((String) required(fields.get("status")));
        int id = id(fields.get("keyId"));
        if (!PREFIX.equals(fields.get("outputPrefixType"))) {
            throw new IllegalArgumentException("a key without its id before ciphertexts");
        }
        if (status == WrappingKey.Status.DESTROYED) {
            return new WrappingKey(id, status, Secret.of(""));
        }
        Map<?, ?> value = (Map<?, ?>) required(fields.get("keyData"));
        if (!TYPE.equals(value.get("typeUrl")) || !MATERIAL.equals(value.get("keyMaterialType"))) {
            throw new IllegalArgumentException("a key of another kind");
        }
        return new WrappingKey(id, status, decoded((String) required(value.get("value"))));
    }

    private static byte[] encoded(Secret material) {
        byte[] bytes = material.revealBytes();
        byte[] message = Arrays.copyOf(KEY_VALUE, KEY_VALUE.length + bytes.length);
        System.arraycopy(bytes, 0, message, KEY_VALUE.length, bytes.length);
        return message;
    }

    private static Secret decoded(String text) {
        byte[] message = Base64.getDecoder().decode(text);
        if (message.length != KEY_VALUE.length + WrappingKey.BYTES
                || !Arrays.equals(KEY_VALUE, Arrays.copyOf(message, KEY_VALUE.length))) {
            throw new IllegalArgumentException("a key of another size");
        }
        return Secret.of(Arrays.copyOfRange(message, KEY_VALUE.length, message.length));
    }

    private static int id(@Nullable Object number) {
        long id = (Long) required(number);
        if (id <= 0 || id > UNSIGNED) {
            throw new IllegalArgumentException("an id that no key has");
        }
        return (int) id;
    }

    private static Object required(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a part is missing");
        }
        return value;
    }

    /** Objects, arrays, texts and whole numbers; anything else is no keyset. */
    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            default -> throw new IllegalArgumentException("a value that no keyset has");
        };
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT);
        Map<String, Object> fields = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            require(fields.put(name, value(json)) == null);
        }
        require(json.currentToken() == JsonToken.END_OBJECT);
        return fields;
    }

    private static List<Object> array(JsonParser json) throws IOException {
        List<Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(json));
        }
        return values;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not the JSON of a keyset");
        }
    }
}
