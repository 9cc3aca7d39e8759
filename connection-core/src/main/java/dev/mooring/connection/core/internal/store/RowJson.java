package dev.mooring.connection.core.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.Sensitivity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The JSON columns of a row. */
final class RowJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> LIST = new TypeReference<>() {};
    private static final TypeReference<Map<String, StoredValue>> VALUES = new TypeReference<>() {};

    private record StoredValue(Sensitivity sensitivity, List<String> texts) {}

    private record StoredSecrets(String keyId, String wrappedKey, Map<String, String> ciphertexts) {}

    private RowJson() {}

    static String texts(Map<String, String> texts) {
        return write(texts);
    }

    static Map<String, String> texts(String json) {
        return read(json, TEXTS);
    }

    static String list(List<String> texts) {
        return write(texts);
    }

    static List<String> list(String json) {
        return read(json, LIST);
    }

    static String values(PropertyValues values) {
        Map<String, StoredValue> stored = new TreeMap<>();
        values.values().forEach((name, value) -> stored.put(name, new StoredValue(value.sensitivity(), value.texts())));
        return write(stored);
    }

    static PropertyValues values(String json) {
        Map<String, PropertyValues.Value> values = new TreeMap<>();
        read(json, VALUES)
                .forEach((name, stored) ->
                        values.put(name, new PropertyValues.Value(stored.sensitivity(), stored.texts())));
        return PropertyValues.of(values, Map.of());
    }

    static String secrets(SealedSecrets sealed) {
        return sealed.key()
                .map(key -> write(new StoredSecrets(key.keyId(), key.wrapped(), sealed.ciphertexts())))
                .orElse("");
    }

    static SealedSecrets secrets(String json, long revision) {
        if (json.isEmpty()) {
            return SealedSecrets.none(revision);
        }
        StoredSecrets stored = read(json, new TypeReference<>() {});
        WrappedKey key = new WrappedKey(stored.keyId(), stored.wrappedKey());
        return new SealedSecrets(Optional.of(key), stored.ciphertexts(), revision);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row can not be written as JSON", e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new IllegalArgumentException("not the JSON of a row", e);
        }
    }
}
