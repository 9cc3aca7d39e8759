package dev.mooring.connection;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A property as a caller wrote it: any value may be a secret, so none is ever printed.
 *
 * @param key the key in the caller's spelling
 * @param values one value for {@link Shape#SCALAR}, any number for {@link Shape#LIST}
 * @param shape whether the caller wrote a list
 * @param position where the key stands, when it came from a text
 */
public record RawProperty(String key, List<String> values, Shape shape, Optional<SourcePosition> position) {

    /** How the value was written. */
    public enum Shape {
        SCALAR,
        LIST
    }

    /** Copies the values; a scalar has exactly one. */
    public RawProperty {
        values = List.copyOf(values);
        if (shape == Shape.SCALAR && values.size() != 1) {
            throw new IllegalArgumentException("a scalar property has one value");
        }
    }

    /** A property with one value and no position. */
    public static RawProperty of(String key, String value) {
        requireNonNull(value, () -> "the value of " + key);
        return new RawProperty(requireNonNull(key, "key"), List.of(value), Shape.SCALAR, Optional.empty());
    }

    /** A property with a list of values and no position. */
    public static RawProperty list(String key, List<String> values) {
        return new RawProperty(key, values, Shape.LIST, Optional.empty());
    }

    /** This property with the place it was read from. */
    public RawProperty at(SourcePosition place) {
        return new RawProperty(key, values, shape, Optional.of(place));
    }

    @Override
    public String toString() {
        return key + "=****";
    }
}
