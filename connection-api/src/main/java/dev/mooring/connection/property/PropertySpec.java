package dev.mooring.connection.property;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.credential.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One property of a connection type: its name, what it accepts, how it decodes and how much of it may be shown, which its
 * factory decides. Immutable; identity is the object.
 *
 * @param <T> what a value decodes to
 */
public final class PropertySpec<T> {
    private static final String ANY = "(?s).*";
    private final Builder<T> parts;

    private PropertySpec(Builder<T> parts) {
        this.parts = new Builder<>(parts);
    }

    /** A text that may be shown. */
    public static Builder<String> text(String name) {
        return new Builder<>(name, PropertyKind.TEXT, Decoders.FIRST);
    }

    /** A text that is shown masked, such as the id of an access key. */
    public static Builder<String> identifier(String name) {
        return new Builder<>(name, PropertyKind.IDENTIFIER, Decoders.FIRST);
    }

    /** A secret: never shown, stored sealed. */
    public static Builder<Secret> secret(String name) {
        return new Builder<>(name, PropertyKind.SECRET, texts -> Secret.of(texts.get(0)));
    }

    /** A list, written as {@code ['a', 'b']} or as one text with commas. A pattern applies to each element. */
    public static Builder<List<String>> list(String name) {
        return new Builder<>(name, PropertyKind.LIST, List::copyOf);
    }

    /** A whole number. */
    public static Builder<Integer> integer(String name) {
        return new Builder<>(name, PropertyKind.INTEGER, texts -> Integer.valueOf(texts.get(0)))
                .pattern("-?\\d{1,9}", "a whole number");
    }

    /** True or false, in any letter case. */
    public static Builder<Boolean> flag(String name) {
        return new Builder<>(name, PropertyKind.FLAG, texts -> Boolean.valueOf(texts.get(0)))
                .pattern("(?i)true|false", "true or false");
    }

    /** One constant of an enum, in any letter case, with hyphens or underscores. */
    public static <E extends Enum<E>> Builder<E> oneOf(String name, Class<E> constants) {
        List<String> names =
                Arrays.stream(constants.getEnumConstants()).map(Enum::name).toList();
        return new Builder<>(
                        name, PropertyKind.CHOICE, texts -> Enum.valueOf(constants, Decoders.constant(texts.get(0))))
                .pattern("(?i)" + String.join("|", names).replace("_", "[-_]"), "one of " + String.join(", ", names));
    }

    /**
     * A service's address: {@code host}, {@code host:port} or an http or https URL of these, without user, path or query.
     * It decodes to a URL, https unless said otherwise.
     */
    public static Builder<URI> endpoint(String name) {
        Builder<URI> builder = new Builder<>(name, PropertyKind.URI, Decoders::endpoint)
                .pattern(
                        "(?i)(https?://)?([a-z0-9]([a-z0-9._-]{0,252})|\\[[0-9a-f:.]{2,45}\\])(:\\d{1,5})?/?",
                        "a host such as s3.eu-west-1.amazonaws.com, with an optional port, or an http(s) URL of it,"
                                + " without user, password, path or query");
        builder.check = Decoders::hostFlaw;
        return builder;
    }

    /** The name of another connection of the workspace, of one of the given categories. */
    public static Builder<String> connection(String name, ConnectionCategory... categories) {
        Builder<String> builder = new Builder<>(name, PropertyKind.CONNECTION, Decoders.FIRST);
        builder.categories = List.of(categories);
        return builder;
    }

    /** A role of the type's cloud, which makes core give the connection an external id. */
    public static Builder<String> role(String name) {
        return named(name, PropertyKind.ROLE, "the name of a role of the type's cloud");
    }

    /** A region of the type's cloud. */
    public static Builder<String> region(String name) {
        return named(name, PropertyKind.REGION, "a region of the type's cloud");
    }

    /** A bucket of the type's cloud. */
    public static Builder<String> bucket(String name) {
        return named(name, PropertyKind.BUCKET, "the name of a bucket of the type's cloud");
    }

    private static Builder<String> named(String name, PropertyKind kind, String expected) {
        return new Builder<>(name, kind, Decoders.FIRST).pattern(ANY, expected);
    }

    /** The canonical name, upper case. */
    public String name() {
        return parts.name;
    }

    /** Other accepted spellings, upper case. */
    public List<String> aliases() {
        return parts.aliases;
    }

    /** Published misspellings, upper case, accepted with a warning. */
    public List<String> misspellings() {
        return parts.misspellings;
    }

    /** What the property is, as a phrase. */
    public String description() {
        return parts.description;
    }

    /** What core makes of it. */
    public PropertyKind kind() {
        return parts.kind;
    }

    /** How much of a value may be shown. */
    public Sensitivity sensitivity() {
        return parts.kind.sensitivity();
    }

    /** What a value looks like, as a phrase. */
    public String expectation() {
        return parts.expectation;
    }

    /** The text used when the property is absent. */
    public Optional<String> defaultText() {
        return parts.defaultText;
    }

    /** For a reference to another connection, the categories that it may have; empty for any. */
    public List<ConnectionCategory> categories() {
        return parts.categories;
    }

    /** Whether the spelling, in any letter case, is the name, an alias or a misspelling. */
    public boolean isSpelled(String spelling) {
        String upper = spelling.toUpperCase(Locale.ROOT);
        return parts.name.equals(upper) || parts.aliases.contains(upper) || parts.misspellings.contains(upper);
    }

    /** Why the value is not acceptable, as a phrase that does not hold it; empty when it is. */
    Optional<String> problem(RawProperty raw) {
        if (raw.shape() == RawProperty.Shape.LIST && parts.kind != PropertyKind.LIST) {
            return Optional.of("takes one value, not a list");
        }
        List<String> texts = canonical(raw);
        if (texts.isEmpty()) {
            return Optional.of("must not be an empty list");
        }
        return texts.stream().map(this::problem).flatMap(Optional::stream).findFirst();
    }

    /** The texts to keep. */
    List<String> canonical(RawProperty raw) {
        if (parts.kind == PropertyKind.LIST && raw.shape() == RawProperty.Shape.SCALAR) {
            return Arrays.stream(raw.values().get(0).split(",", -1))
                    .map(String::strip)
                    .toList();
        }
        return parts.kind == PropertyKind.CHOICE
                ? raw.values().stream().map(Decoders::constant).toList()
                : raw.values();
    }

    /** Whether the value means that the property is absent. */
    boolean isAbsent(RawProperty raw) {
        return parts.emptyIsAbsent && raw.values().equals(List.of(""));
    }

    T decode(List<String> texts) {
        return parts.decoder.apply(texts);
    }

    private Optional<String> problem(String text) {
        return Decoders.flaw(text)
                .or(() -> parts.pattern.matcher(text).matches()
                        ? parts.check.apply(text)
                        : Optional.of("expected " + parts.expectation));
    }

    @Override
    public String toString() {
        return parts.name;
    }

    /**
     * Collects the parts of a spec. Not safe for use by several threads.
     *
     * @param <T> what a value decodes to
     */
    public static final class Builder<T> {
        private final String name;
        private final PropertyKind kind;
        private final Function<List<String>, T> decoder;
        private List<String> aliases = List.of();
        private List<String> misspellings = List.of();
        private List<ConnectionCategory> categories = List.of();
        private String description = "";
        private String expectation = "a text";
        private Pattern pattern = Pattern.compile(ANY);
        private Function<String, Optional<String>> check = text -> Optional.empty();
        private Optional<String> defaultText = Optional.empty();
        private boolean emptyIsAbsent;

        private Builder(String name, PropertyKind kind, Function<List<String>, T> decoder) {
            this.name = name.toUpperCase(Locale.ROOT);
            this.kind = kind;
            this.decoder = decoder;
        }

        private Builder(Builder<T> other) {
            this(other.name, other.kind, other.decoder);
            aliases = other.aliases;
            misspellings = other.misspellings;
            categories = other.categories;
            description = other.description;
            expectation = other.expectation;
            pattern = other.pattern;
            check = other.check;
            defaultText = other.defaultText;
            emptyIsAbsent = other.emptyIsAbsent;
        }

        /** Adds accepted spellings. */
        public Builder<T> alias(String... spellings) {
            aliases = added(aliases, spellings);
            return this;
        }

        /** Adds spellings that are accepted with a warning. */
        public Builder<T> misspelling(String... spellings) {
            misspellings = added(misspellings, spellings);
            return this;
        }

        /** Says what the property is. */
        public Builder<T> describe(String phrase) {
            description = phrase;
            return this;
        }

        /** Requires values to match the whole regular expression, described by the expectation. */
        public Builder<T> pattern(String regex, String expected) {
            pattern = Pattern.compile(regex);
            expectation = expected;
            return this;
        }

        /** Says which value is used when the property is absent. */
        public Builder<T> defaultsTo(String text) {
            defaultText = Optional.of(text);
            return this;
        }

        /** Takes an empty value for an absent property instead of refusing it. */
        public Builder<T> emptyIsAbsent() {
            emptyIsAbsent = true;
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
}
