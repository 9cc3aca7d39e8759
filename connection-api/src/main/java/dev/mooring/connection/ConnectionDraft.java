package dev.mooring.connection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A connection as a caller wants it: unchecked, with raw properties in the caller's order. Printing one shows no value.
 *
 * @param name the name; legal names are letters, digits and underscores, at most 255 characters, not starting with a
 *     digit
 * @param category the category, or empty when the type alone decides
 * @param type the type's name in any letter case
 * @param properties the properties as written, duplicates included
 * @param comment a free text
 * @param tags free labels, sorted by key
 */
public record ConnectionDraft(
        String name,
        Optional<ConnectionCategory> category,
        String type,
        List<RawProperty> properties,
        Optional<String> comment,
        Map<String, String> tags) {

    /** Copies the collections. */
    public ConnectionDraft {
        properties = List.copyOf(properties);
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** Starts a draft of the given category and type. */
    public static Builder of(ConnectionCategory category, String name, String type) {
        return new Builder(name, Optional.of(category), type);
    }

    /** Starts a draft whose category follows from its type. */
    public static Builder of(String name, String type) {
        return new Builder(name, Optional.empty(), type);
    }

    @Override
    public String toString() {
        return "ConnectionDraft[" + name + ", " + category.map(c -> c + "/").orElse("") + type + ", " + properties
                + "]";
    }

    /** Collects the optional parts of a draft. Not safe for use by several threads. */
    public static final class Builder {
        private final String name;
        private final Optional<ConnectionCategory> category;
        private final String type;
        private final List<RawProperty> properties = new ArrayList<>();
        private final Map<String, String> tags = new TreeMap<>();
        private Optional<String> comment = Optional.empty();

        private Builder(String name, Optional<ConnectionCategory> category, String type) {
            this.name = name;
            this.category = category;
            this.type = type;
        }

        /** Adds a property with one value. */
        public Builder property(String key, String value) {
            return property(RawProperty.of(key, value));
        }

        /** Adds a property. */
        public Builder property(RawProperty property) {
            properties.add(property);
            return this;
        }

        /** Sets the comment. */
        public Builder comment(String text) {
            comment = Optional.of(text);
            return this;
        }

        /** Adds a tag; a later value for the same key replaces the earlier. */
        public Builder tag(String key, String value) {
            tags.put(key, value);
            return this;
        }

        /** The finished draft. */
        public ConnectionDraft build() {
            return new ConnectionDraft(name, category, type, properties, comment, tags);
        }
    }
}
