package dev.mooring.connection.property;

import dev.mooring.connection.Expiry;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a connection type accepts: which properties, and which together. Groups keep their order, so that messages and
 * documentation do not change from run to run. Immutable.
 */
public final class PropertySchema {
    private final Builder parts;
    private final List<PropertySpec<?>> specs;
    private final Map<PropertySpec<?>, PropertySpec<Instant>> ends;

    /**
     * Properties that belong together.
     *
     * @param specs the properties, the leading one first
     */
    public record Group(List<PropertySpec<?>> specs) {
        /** Copies the specs. */
        public Group {
            specs = List.copyOf(specs);
        }

        /** Properties that belong together, the leading one first. */
        public static Group of(PropertySpec<?>... specs) {
            return new Group(List.of(specs));
        }

        @Override
        public String toString() {
            return specs.stream().map(PropertySpec::name).collect(Collectors.joining(" and "));
        }
    }

    /**
     * A group that is required when another property has one of some values, and forbidden otherwise.
     *
     * @param spec the deciding property
     * @param values its values, compared in any letter case
     * @param group what is then required
     */
    public record Condition(PropertySpec<?> spec, Set<String> values, Group group) {}

    /**
     * The property that tells apart types of the same name.
     *
     * @param spec the property
     * @param value the value, compared in any letter case, that means this type
     */
    public record Selector(PropertySpec<?> spec, String value) {}

    /**
     * What became of raw properties.
     *
     * @param values the acceptable ones
     * @param violations all that is wrong or questionable, in the caller's order, then what is missing
     */
    public record Binding(PropertyValues values, List<Violation> violations) {
        /** Copies the violations. */
        public Binding {
            violations = List.copyOf(violations);
        }
    }

    private PropertySchema(Builder parts) {
        this.parts = new Builder(parts);
        Set<PropertySpec<?>> all = new LinkedHashSet<>();
        parts.selector.ifPresent(selector -> all.add(selector.spec()));
        all.addAll(parts.required);
        parts.alternatives.forEach(groups -> groups.forEach(group -> all.addAll(group.specs())));
        parts.conditions.forEach(condition -> {
            all.add(condition.spec());
            all.addAll(condition.group().specs());
        });
        all.addAll(parts.optional);
        this.specs = List.copyOf(all);
        this.ends = ends(specs);
    }

    /** By each secret, the property of the type's own that states when it ends. */
    Map<PropertySpec<?>, PropertySpec<?>> declaredEnds() {
        Map<PropertySpec<?>, PropertySpec<?>> declared = new LinkedHashMap<>();
        for (PropertySpec<?> spec : specs) {
            if (spec.sensitivity() == Sensitivity.SECRET) {
                specs.stream()
                        .filter(other -> other.isSpelled(spec.name() + Expiry.SUFFIX))
                        .findFirst()
                        .ifPresent(end -> declared.put(spec, end));
            }
        }
        return declared;
    }

    private static Map<PropertySpec<?>, PropertySpec<Instant>> ends(List<PropertySpec<?>> specs) {
        Map<PropertySpec<?>, PropertySpec<Instant>> ends = new LinkedHashMap<>();
        for (PropertySpec<?> spec : specs) {
            if (spec.sensitivity() == Sensitivity.SECRET) {
                PropertySpec<Instant> end = PropertySpec.endOf(spec);
                if (specs.stream().noneMatch(other -> other.isSpelled(end.name()))) {
                    ends.put(spec, end);
                }
            }
        }
        return Collections.unmodifiableMap(ends);
    }

    /** Starts an empty schema. */
    public static Builder builder() {
        return new Builder();
    }

    /** All properties: the selector, required ones, alternatives, conditional and optional ones. */
    public List<PropertySpec<?>> specs() {
        return specs;
    }

    /** By each secret, the property that states when it ends; optional, and not among {@link #specs()}. */
    public Map<PropertySpec<?>, PropertySpec<Instant>> ends() {
        return ends;
    }

    /** The property that selects this type among others of the same name. */
    public Optional<Selector> selector() {
        return parts.selector;
    }

    /** The version that a stored row keeps beside its text, from 1. */
    public int version() {
        return parts.version;
    }

    /** The property of that spelling, in any letter case. */
    public Optional<PropertySpec<?>> spelled(String spelling) {
        return Stream.concat(specs.stream(), ends.values().stream())
                .filter(spec -> spec.isSpelled(spelling))
                .findFirst();
    }

    /** When the property must be given, as a phrase for reference pages. */
    public String requirement(PropertySpec<?> spec) {
        if (parts.required.contains(spec)
                || parts.selector.filter(s -> s.spec() == spec).isPresent()) {
            return "required";
        }
        for (List<Group> groups : parts.alternatives) {
            List<Group> holding = groups.stream()
                    .filter(group -> group.specs().contains(spec))
                    .toList();
            if (!holding.isEmpty()) {
                return "exactly one of: " + groups.stream().map(Group::toString).collect(Collectors.joining(" | "));
            }
        }
        return parts.conditions.stream()
                .filter(condition -> condition.group().specs().contains(spec))
                .findFirst()
                .map(condition -> "required with " + condition.spec() + " = " + String.join(" or ", condition.values()))
                .orElse("optional");
    }

    /** Binds raw properties and says all that is wrong with them at once; never throws for what a caller wrote. */
    public Binding bind(List<RawProperty> raw) {
        return rebind(PropertyValues.empty(), Set.of(), raw);
    }

    /**
     * Binds the raw properties over values that are bound already: a raw one replaces the kept one of its name.
     *
     * @param kept bound values that stay unless replaced
     * @param keptSecrets names of secrets that stay unless replaced; their values are not looked at
     */
    public Binding rebind(PropertyValues kept, Set<String> keptSecrets, List<RawProperty> raw) {
        return new SchemaBinding(this, kept, keptSecrets).bind(raw);
    }

    List<PropertySpec<?>> required() {
        return Stream.concat(parts.selector.map(Selector::spec).stream(), parts.required.stream())
                .collect(Collectors.toUnmodifiableList());
    }

    List<List<Group>> alternatives() {
        return parts.alternatives;
    }

    List<Condition> conditions() {
        return parts.conditions;
    }

    Optional<String> refusal(String key) {
        return Optional.ofNullable(parts.refusals.get(key.toUpperCase(Locale.ROOT)));
    }

    /** Collects the parts of a schema. Not safe for use by several threads. */
    public static final class Builder {
        private final List<PropertySpec<?>> required = new ArrayList<>();
        private final List<PropertySpec<?>> optional = new ArrayList<>();
        private final List<List<Group>> alternatives = new ArrayList<>();
        private final List<Condition> conditions = new ArrayList<>();
        private final Map<String, String> refusals = new LinkedHashMap<>();
        private Optional<Selector> selector = Optional.empty();
        private int version = 1;

        private Builder() {}

        private Builder(Builder other) {
            required.addAll(other.required);
            optional.addAll(other.optional);
            alternatives.addAll(other.alternatives);
            conditions.addAll(other.conditions);
            refusals.putAll(other.refusals);
            selector = other.selector;
            version = other.version;
        }

        /** Adds properties that must be given. */
        public Builder required(PropertySpec<?>... specs) {
            Collections.addAll(required, specs);
            return this;
        }

        /** Adds properties that may be given. */
        public Builder optional(PropertySpec<?>... specs) {
            Collections.addAll(optional, specs);
            return this;
        }

        /** Adds groups of which exactly one must be given, and that one whole. */
        public Builder exactlyOneOf(Group... groups) {
            alternatives.add(List.of(groups));
            return this;
        }

        /** Requires the group when the property has one of the values, and forbids it otherwise. */
        public Builder when(PropertySpec<?> spec, Set<String> values, Group group) {
            conditions.add(new Condition(spec, Set.copyOf(values), group));
            return this;
        }

        /** Makes a property, then required, select this type among others of the same name. */
        public Builder selector(PropertySpec<?> spec, String value) {
            selector = Optional.of(new Selector(spec, value));
            return this;
        }

        /** Refuses a key that people take for one of this type's, saying what to write instead. */
        public Builder refuse(String key, String instead) {
            refusals.put(key.toUpperCase(Locale.ROOT), instead);
            return this;
        }

        /** Sets the version that rows keep. */
        public Builder version(int number) {
            version = number;
            return this;
        }

        /** The finished schema; throws {@link IllegalStateException} when two properties share a spelling. */
        public PropertySchema build() {
            PropertySchema schema = new PropertySchema(this);
            List<String> spellings = schema.specs.stream()
                    .flatMap(spec -> Stream.of(List.of(spec.name()), spec.aliases(), spec.misspellings()))
                    .flatMap(List::stream)
                    .toList();
            String[] sorted = spellings.stream().sorted().toArray(String[]::new);
            for (int i = 1; i < sorted.length; i++) {
                if (sorted[i].equals(sorted[i - 1])) {
                    throw new IllegalStateException(
                            "two properties are spelled " + sorted[i] + " in " + Arrays.toString(spellings.toArray()));
                }
            }
            return schema;
        }
    }
}
