package dev.mooring.connection.glue.json;

import dev.mooring.connection.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds an object member by member; what is absent or empty is left out. Not safe for use by several threads. */
public final class JsonBuilder {
    private static final SourcePosition NOWHERE = new SourcePosition(1, 1);

    private final List<JsonPart.Member> members = new ArrayList<>();

    /** Adds a string. */
    public JsonBuilder text(String name, String text) {
        return part(name, new JsonPart.Text(text, NOWHERE));
    }

    /** Adds a string if there is one. */
    public JsonBuilder text(String name, Optional<String> text) {
        text.ifPresent(each -> text(name, each));
        return this;
    }

    /** Adds a number, given by its digits. */
    public JsonBuilder number(String name, String digits) {
        return part(name, new JsonPart.Numeral(digits, NOWHERE));
    }

    /** Adds a number if there is one. */
    public JsonBuilder number(String name, Optional<String> digits) {
        digits.ifPresent(each -> number(name, each));
        return this;
    }

    /** Adds true or false. */
    public JsonBuilder flag(String name, boolean value) {
        return part(name, new JsonPart.Flag(value, NOWHERE));
    }

    /** Adds an array of strings unless it is empty. */
    public JsonBuilder texts(String name, List<String> texts) {
        return texts.isEmpty() ? this : part(name, array(texts));
    }

    /** Adds an array, also an empty one. */
    public JsonBuilder array(String name, List<? extends JsonPart> elements) {
        return part(name, new JsonPart.Array(List.copyOf(elements), NOWHERE));
    }

    /** Adds an object of strings unless it is empty. */
    public JsonBuilder pairs(String name, Map<String, String> pairs) {
        return pairs.isEmpty() ? this : part(name, object(pairs));
    }

    /** Adds any value. */
    public JsonBuilder part(String name, JsonPart value) {
        members.add(new JsonPart.Member(name, value, NOWHERE));
        return this;
    }

    /** Adds any value if there is one. */
    public JsonBuilder part(String name, Optional<? extends JsonPart> value) {
        value.ifPresent(each -> part(name, each));
        return this;
    }

    /** The object. */
    public JsonPart.Struct build() {
        return new JsonPart.Struct(members, NOWHERE);
    }

    /** An object of strings. */
    public static JsonPart.Struct object(Map<String, String> pairs) {
        JsonBuilder builder = new JsonBuilder();
        pairs.forEach(builder::text);
        return builder.build();
    }

    /** An array of strings. */
    public static JsonPart.Array array(List<String> texts) {
        return new JsonPart.Array(
                texts.stream()
                        .<JsonPart>map(text -> new JsonPart.Text(text, NOWHERE))
                        .toList(),
                NOWHERE);
    }
}
