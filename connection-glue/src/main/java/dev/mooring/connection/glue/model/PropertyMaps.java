package dev.mooring.connection.glue.model;

import dev.mooring.connection.RawProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The properties of a connection in Glue's form, in the caller's order. Any of them may be a secret, so none is printed.
 *
 * @param connection those of the connection itself
 * @param byEnvironment those that hold in one compute environment only
 */
public record PropertyMaps(List<RawProperty> connection, Map<ComputeEnvironment, List<RawProperty>> byEnvironment) {
    /** Copies the lists. */
    public PropertyMaps {
        connection = List.copyOf(connection);
        Map<ComputeEnvironment, List<RawProperty>> copies = new TreeMap<>();
        byEnvironment.forEach((environment, properties) -> copies.put(environment, List.copyOf(properties)));
        byEnvironment = Map.copyOf(copies);
    }

    /** Whether a property of the connection is given, under exactly this key. */
    public boolean has(String key) {
        return property(key).isPresent();
    }

    /** The value of a property of the connection. */
    public Optional<String> value(String key) {
        return property(key).map(property -> property.values().get(0));
    }

    /** A property of the connection. */
    public Optional<RawProperty> property(String key) {
        return connection.stream().filter(each -> each.key().equals(key)).findFirst();
    }
}
