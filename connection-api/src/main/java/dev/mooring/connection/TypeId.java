package dev.mooring.connection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The identity of a connection type. Several types may share category and name when each belongs to another cloud; a
 * property then selects one of them.
 *
 * @param category the category in {@code CREATE <category> CONNECTION}
 * @param name the canonical name after {@code TYPE}, upper case
 * @param aliases other accepted names, upper case
 * @param listedName the name that SHOW and DESC print
 * @param cloud the cloud the type belongs to; empty for a type that any deployment may use
 */
public record TypeId(
        ConnectionCategory category, String name, List<String> aliases, String listedName, Optional<Cloud> cloud) {

    /** Folds names to upper case and copies the aliases. */
    public TypeId {
        name = upper(name);
        aliases = aliases.stream().map(TypeId::upper).toList();
    }

    /** A cloud-neutral type. */
    public static TypeId of(ConnectionCategory category, String name) {
        return new TypeId(category, name, List.of(), upper(name), Optional.empty());
    }

    /** A type of one cloud. */
    public static TypeId of(ConnectionCategory category, String name, Cloud cloud) {
        return new TypeId(category, name, List.of(), upper(name), Optional.of(cloud));
    }

    /** This type with further accepted names. */
    public TypeId alias(String... names) {
        return new TypeId(category, name, List.of(names), listedName, cloud);
    }

    /** This type printed under another name by SHOW and DESC. */
    public TypeId listedAs(String listed) {
        return new TypeId(category, name, aliases, listed, cloud);
    }

    /** Whether the given name, in any letter case, is this type's name or one of its aliases. */
    public boolean isNamed(String candidate) {
        String upper = upper(candidate);
        return name.equals(upper) || aliases.contains(upper);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** For instance {@code STORAGE/S3 (aws)}. */
    @Override
    public String toString() {
        return category + "/" + name + cloud.map(c -> " (" + c + ")").orElse("");
    }
}
