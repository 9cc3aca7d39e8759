package dev.mooring.connection.support.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON object that someone answered. It may hold secrets, so that printing one shows the names only. Immutable. */
public final class JsonObject {
    private final Map<String, Object> members;

    private JsonObject(Map<?, ?> members) {
        Map<String, Object> copy = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (value != null) {
                copy.put(String.valueOf(name), value);
            }
        });
        this.members = Collections.unmodifiableMap(copy);
    }

    /** Reads a text; empty when it is no JSON object. */
    public static Optional<JsonObject> parse(String text) {
        try {
            return Optional.of(new JsonObject(JSONObjectUtils.parse(text)));
        } catch (ParseException e) {
            // without the failure: its message may repeat the text
            return Optional.empty();
        }
    }

    static JsonObject of(Map<String, Object> members) {
        return new JsonObject(members);
    }

    /** The JSON of an object of these members: texts, numbers, booleans, lists and maps of them. */
    public static String write(Map<String, ?> members) {
        return JSONObjectUtils.toJSONString(members);
    }

    /** Whether there is a member of that name that is not null. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The member as a text: a string, a number or a boolean. */
    public Optional<String> text(String name) {
        Object value = members.get(name);
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? Optional.of(String.valueOf(value))
                : Optional.empty();
    }

    /** The member as an address. */
    public Optional<URI> uri(String name) {
        try {
            return text(name).map(URI::create);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The member as an object. */
    public Optional<JsonObject> object(String name) {
        return members.get(name) instanceof Map<?, ?> map ? Optional.of(new JsonObject(map)) : Optional.empty();
    }

    /** The members that are texts, numbers or booleans, as texts. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        members.keySet().forEach(name -> text(name).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    /** The objects in the member's list; empty when it is none. */
    public List<JsonObject> objects(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(each -> new JsonObject((Map<?, ?>) each))
                        .toList()
                : List.of();
    }

    /** The texts in the member's list; empty when it is none. */
    public List<String> list(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    /** The names of its members only. */
    @Override
    public String toString() {
        return "JsonObject" + members.keySet();
    }
}
