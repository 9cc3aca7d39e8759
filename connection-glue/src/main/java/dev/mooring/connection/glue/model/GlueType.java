package dev.mooring.connection.glue.model;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.Violation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One kind of connection in Glue's form, and the type of this library that it becomes. Immutable.
 *
 * @param name what ConnectionType says
 * @param description what it is, as a sentence
 * @param house the type that it becomes, and that is shown as this kind
 * @param form how it is written
 * @param rule what it asks of an input
 */
public record GlueType(String name, String description, House house, Form form, Rule rule) {

    /**
     * A type of this library.
     *
     * @param category its category
     * @param type its name
     */
    public record House(ConnectionCategory category, String type) {}

    /** Chooses the type that an input becomes. */
    @FunctionalInterface
    public interface Houses {
        /** The type. */
        House of(ConnectionInput input);
    }

    /**
     * How a kind is written in Glue's form.
     *
     * @param authentications the kinds of AuthenticationConfiguration that it can have
     * @param kept properties that mean nothing here and are given back
     * @param spellings properties that have other names here, each with the names of which the type has one
     * @param houses the type that an input becomes
     */
    public record Form(
            Set<AuthenticationType> authentications,
            Set<String> kept,
            Map<String, List<String>> spellings,
            Houses houses) {
        /** Copies the collections. */
        public Form {
            authentications = Set.copyOf(authentications);
            kept = Set.copyOf(kept);
            spellings = Collections.unmodifiableMap(new LinkedHashMap<>(spellings));
        }
    }

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

    /** A kind that takes its credentials from properties, and asks for nothing. */
    public static GlueType of(String name, String description, House house) {
        return new GlueType(
                name, description, house, new Form(Set.of(), Set.of(), Map.of(), input -> house), input -> List.of());
    }

    /** This kind, which can have such an AuthenticationConfiguration. */
    public GlueType authenticatedBy(AuthenticationType... types) {
        return form(new Form(Set.of(types), form.kept(), form.spellings(), form.houses()));
    }

    /** This kind, which gives back properties that mean nothing here. */
    public GlueType keeping(String... keys) {
        return form(new Form(form.authentications(), Set.of(keys), form.spellings(), form.houses()));
    }

    /** This kind, one property of which has another name here. */
    public GlueType spelling(String key, String... here) {
        Map<String, List<String>> all = new LinkedHashMap<>(form.spellings());
        all.put(key, List.of(here));
        return form(new Form(form.authentications(), form.kept(), all, form.houses()));
    }

    /** This kind, whose inputs become different types. */
    public GlueType becoming(Houses houses) {
        return form(new Form(form.authentications(), form.kept(), form.spellings(), houses));
    }

    /** This kind with a rule. */
    public GlueType asking(Rule more) {
        return new GlueType(name, description, house, form, more);
    }

    private GlueType form(Form changed) {
        return new GlueType(name, description, house, changed, rule);
    }
}
