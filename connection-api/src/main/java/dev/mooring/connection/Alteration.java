package dev.mooring.connection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A patch of a connection: what is absent stays, what is set is replaced, what is unset is removed. Printing one shows
 * no value.
 *
 * @param set properties to add or replace
 * @param unset names of properties to remove; {@code COMMENT} removes the comment
 * @param comment a new comment
 * @param tags labels to add or replace
 * @param untagged keys of labels to remove; a key that is also added or replaced stays
 * @param expectedVersion when given, the change is refused with {@link ConnectionError#CONCURRENT_CHANGE} unless the
 *     connection has this version
 */
public record Alteration(
        List<RawProperty> set,
        List<RawProperty> unset,
        Optional<String> comment,
        Map<String, String> tags,
        Set<String> untagged,
        Optional<Long> expectedVersion) {

    /** Copies the collections. */
    public Alteration {
        untagged = Set.copyOf(untagged);
        set = List.copyOf(set);
        unset = List.copyOf(unset);
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** Starts an empty patch. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String toString() {
        return "Alteration[set=" + set + ", unset="
                + unset.stream().map(RawProperty::key).toList() + "]";
    }

    /** Collects the parts of a patch. Not safe for use by several threads. */
    public static final class Builder {
        private final List<RawProperty> set = new ArrayList<>();
        private final List<RawProperty> unset = new ArrayList<>();
        private final Map<String, String> tags = new TreeMap<>();
        private final Set<String> untagged = new TreeSet<>();
        private Optional<String> comment = Optional.empty();
        private Optional<Long> expectedVersion = Optional.empty();

        private Builder() {}

        /** Adds or replaces a property. */
        public Builder set(String key, String value) {
            return set(RawProperty.of(key, value));
        }

        /** Adds or replaces a property. */
        public Builder set(RawProperty property) {
            set.add(property);
            return this;
        }

        /** Removes a property, or the comment when the key is {@code COMMENT}. */
        public Builder unset(String key) {
            return unset(RawProperty.of(key, ""));
        }

        /** Removes the property of this key; its value is not looked at. */
        public Builder unset(RawProperty property) {
            unset.add(property);
            return this;
        }

        /** Replaces the comment. */
        public Builder comment(String text) {
            comment = Optional.of(text);
            return this;
        }

        /** Adds or replaces a label. */
        public Builder tag(String key, String value) {
            tags.put(key, value);
            return this;
        }

        /** Removes the label of that key; without effect when there is none. */
        public Builder untag(String key) {
            untagged.add(key);
            return this;
        }

        /** Refuses the change when the connection has another version by then. */
        public Builder expectVersion(long version) {
            expectedVersion = Optional.of(version);
            return this;
        }

        /** The finished patch. */
        public Alteration build() {
            return new Alteration(set, unset, comment, tags, untagged, expectedVersion);
        }
    }
}
