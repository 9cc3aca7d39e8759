package dev.mooring.connection.glue.model;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.Violation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One kind of connection in Glue's form, and the type of this library that it becomes.
 *
 * @param name what ConnectionType says
 * @param description what it is, as a sentence
 * @param house the type that it becomes
 * @param authentications the kinds of AuthenticationConfiguration that it can have
 * @param rule what it asks of an input
 */
public record GlueType(
        String name, String description, House house, Set<AuthenticationType> authentications, Rule rule) {

    /**
     * A type of this library.
     *
     * @param category its category
     * @param type its name
     */
    public record House(ConnectionCategory category, String type) {}

    /** What a type asks of an input, beyond what holds for all types. */
    @FunctionalInterface
    public interface Rule {
        /** All that is wrong with the input. */
        List<Violation> check(ConnectionInput input);

        /** Both rules. */
        default Rule and(Rule other) {
            return input -> Stream.concat(check(input).stream(), other.check(input).stream())
                    .toList();
        }
    }

    /** Copies the set. */
    public GlueType {
        authentications = Set.copyOf(authentications);
    }
}
