package dev.mooring.connection.property;

import dev.mooring.connection.ConnectionCategory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects the parts of a spec. Not safe for use by several threads.
 *
 * @param <T> what a value decodes to
 */
public final class PropertySpecBuilder<T> {
    final String name;
    final PropertyKind kind;
    final Function<List<String>, T> decoder;
    List<String> aliases = List.of();
    List<String> misspellings = List.of();
    List<ConnectionCategory> categories = List.of();
    String description = "";
    String expectation = "a text";
    Pattern pattern = Pattern.compile("(?s).*");
    Function<String, Optional<String>> check = text -> Optional.empty();
    Optional<String> defaultText = Optional.empty();
    UnaryOperator<String> canonical = UnaryOperator.identity();
    boolean emptyIsAbsent;
    boolean guardsSecrets;
    boolean standsForSecret;
    Optional<Duration> longestLife = Optional.empty();

    PropertySpecBuilder(String name, PropertyKind kind, Function<List<String>, T> decoder) {
        this.name = name.toUpperCase(Locale.ROOT);
        this.kind = kind;
        this.decoder = decoder;
    }

    PropertySpecBuilder(PropertySpecBuilder<T> other) {
        this(other.name, other.kind, other.decoder);
        aliases = other.aliases;
        misspellings = other.misspellings;
        categories = other.categories;
        description = other.description;
        expectation = other.expectation;
        pattern = other.pattern;
        check = other.check;
        defaultText = other.defaultText;
        canonical = other.canonical;
        emptyIsAbsent = other.emptyIsAbsent;
        guardsSecrets = other.guardsSecrets;
        standsForSecret = other.standsForSecret;
        longestLife = other.longestLife;
    }

    /** Adds accepted spellings. */
    public PropertySpecBuilder<T> alias(String... spellings) {
        aliases = added(aliases, spellings);
        return this;
    }

    /** Adds spellings that are accepted with a warning. */
    public PropertySpecBuilder<T> misspelling(String... spellings) {
        misspellings = added(misspellings, spellings);
        return this;
    }

    /** Says what the property is. */
    public PropertySpecBuilder<T> describe(String phrase) {
        description = phrase;
        return this;
    }

    /** Requires values to match the whole regular expression, described by the expectation. */
    public PropertySpecBuilder<T> pattern(String regex, String expected) {
        pattern = Pattern.compile(regex);
        expectation = expected;
        return this;
    }

    /** Says which value is used when the property is absent. */
    public PropertySpecBuilder<T> defaultsTo(String text) {
        defaultText = Optional.of(text);
        return this;
    }

    /** Takes an empty value for an absent property instead of refusing it. */
    public PropertySpecBuilder<T> emptyIsAbsent() {
        emptyIsAbsent = true;
        return this;
    }

    /**
     * Says that secrets are sent to, or protected by, what the value says, as with a trust store or a switch of TLS: a change
     * needs the connection's secrets again. Addresses do so by their kind.
     */
    public PropertySpecBuilder<T> guardsSecrets() {
        guardsSecrets = true;
        return this;
    }

    /**
     * Says that the value, although it may be shown, lends an identity, as the name of a keytab's file or of another
     * connection does: like a secret, it has to be given again when what guards secrets changes.
     */
    public PropertySpecBuilder<T> standsForSecret() {
        standsForSecret = true;
        return this;
    }

    /** Says how long a secret lives at most at its service: an end that is further ahead when it is stated is refused. */
    public PropertySpecBuilder<T> livesAtMost(Duration longest) {
        longestLife = Optional.of(longest);
        return this;
    }

    /** The finished spec; throws {@link IllegalStateException} without a description. */
    public PropertySpec<T> build() {
        if (description.isEmpty()) {
            throw new IllegalStateException("property " + name + " needs a description");
        }
        return new PropertySpec<>(this);
    }

    private static List<String> added(List<String> present, String... spellings) {
        Stream<String> upper = Arrays.stream(spellings).map(s -> s.toUpperCase(Locale.ROOT));
        return Stream.concat(present.stream(), upper).toList();
    }
}
