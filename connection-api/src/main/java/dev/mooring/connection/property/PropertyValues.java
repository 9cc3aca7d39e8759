package dev.mooring.connection.property;

import dev.mooring.connection.credential.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Bound properties: canonical text and sensitivity by name, sorted. They decode when read by spec, so that they can be
 * kept and shown without the type that defined them. Printing them masks what must be masked. Immutable.
 */
public final class PropertyValues {
    private static final PropertyValues EMPTY = new PropertyValues(Map.of(), Map.of(), Set.of());
    private static final int SHOWN_CHARACTERS = 6;
    private static final int SHORTEST_PARTLY_SHOWN = 12;
    private static final String STARS = "*".repeat(14);

    private final Map<String, Value> values;
    private final Map<String, Secret> secrets;
    private final Set<String> kept;

    /**
     * A value that is not secret.
     *
     * @param sensitivity SHOWN or MASKED
     * @param texts its canonical texts, one unless it is a list
     */
    public record Value(Sensitivity sensitivity, List<String> texts) {
        /** Copies the texts; a secret can not be kept here. */
        public Value {
            texts = List.copyOf(texts);
            if (sensitivity == Sensitivity.SECRET) {
                throw new IllegalArgumentException("a secret is kept as a Secret");
            }
        }

        private String display() {
            String text = String.join(",", texts);
            if (sensitivity == Sensitivity.SHOWN) {
                return text;
            }
            return text.length() < SHORTEST_PARTLY_SHOWN ? STARS : text.substring(0, SHOWN_CHARACTERS) + STARS;
        }

        @Override
        public String toString() {
            return display();
        }
    }

    /**
     * A property as it may be shown.
     *
     * @param name canonical name
     * @param text its text, masked where it must be
     */
    public record Displayed(String name, String text) {}

    private PropertyValues(Map<String, Value> values, Map<String, Secret> secrets, Set<String> kept) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
        this.secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        this.kept = Set.copyOf(kept);
    }

    /** No properties. */
    public static PropertyValues empty() {
        return EMPTY;
    }

    /** Values and secrets by canonical name. */
    public static PropertyValues of(Map<String, Value> values, Map<String, Secret> secrets) {
        return new PropertyValues(values, secrets, Set.of());
    }

    /** The decoded value, or the spec's default, or empty. */
    @SuppressWarnings("unchecked") // a spec of kind SECRET is a PropertySpec<Secret> by its only factory
    public <T> Optional<T> get(PropertySpec<T> spec) {
        if (spec.sensitivity() == Sensitivity.SECRET) {
            return Optional.ofNullable((T) secrets.get(spec.name()));
        }
        Value value = values.get(spec.name());
        return value != null
                ? Optional.of(spec.decode(value.texts()))
                : spec.defaultText().map(text -> spec.decode(List.of(text)));
    }

    /** The decoded value or default; throws {@link IllegalStateException} when there is neither. */
    public <T> T require(PropertySpec<T> spec) {
        return get(spec).orElseThrow(() -> new IllegalStateException("property " + spec.name() + " is absent"));
    }

    /**
     * Whether the property itself is set; a default does not count. A stored secret that a change leaves alone is set
     * although it can not be read here.
     */
    public boolean has(PropertySpec<?> spec) {
        return values.containsKey(spec.name()) || secrets.containsKey(spec.name()) || kept.contains(spec.name());
    }

    /** The values that are not secret, by name. */
    public Map<String, Value> values() {
        return values;
    }

    /** The secrets by name. */
    public Map<String, Secret> secrets() {
        return secrets;
    }

    /** These values without their secrets. */
    public PropertyValues withoutSecrets() {
        return new PropertyValues(values, Map.of(), Set.of());
    }

    /** These values with the given secrets added or replaced. */
    public PropertyValues withSecrets(Map<String, Secret> more) {
        Map<String, Secret> all = new TreeMap<>(secrets);
        all.putAll(more);
        return new PropertyValues(values, all, kept);
    }

    /** These values, with secrets that are set without being at hand. */
    PropertyValues keeping(Set<String> names) {
        return new PropertyValues(values, secrets, names);
    }

    /** The properties as they may be shown, sorted by name; secrets are absent. */
    public List<Displayed> display() {
        return values.entrySet().stream()
                .map(entry -> new Displayed(entry.getKey(), entry.getValue().display()))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PropertyValues that && values.equals(that.values) && secrets.equals(that.secrets);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Masked, secrets as {@code ****}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        values.forEach((name, value) -> parts.add(name + "=" + value));
        secrets.keySet().forEach(name -> parts.add(name + "=****"));
        return parts.toString();
    }
}
