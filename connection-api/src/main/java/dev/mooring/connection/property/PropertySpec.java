package dev.mooring.connection.property;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.Expiry;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.credential.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One property of a connection type: its name, what it accepts, how it decodes and how much of it may be shown, which its
 * factory decides. Immutable; identity is the object.
 *
 * @param <T> what a value decodes to
 */
public final class PropertySpec<T> {
    private static final String ANY = "(?s).*";
    private final PropertySpecBuilder<T> parts;

    PropertySpec(PropertySpecBuilder<T> parts) {
        this.parts = new PropertySpecBuilder<>(parts);
    }

    /** A text that may be shown. */
    public static PropertySpecBuilder<String> text(String name) {
        return new PropertySpecBuilder<>(name, PropertyKind.TEXT, Decoders.FIRST);
    }

    /** A text that is shown masked, such as the id of an access key. */
    public static PropertySpecBuilder<String> identifier(String name) {
        return new PropertySpecBuilder<>(name, PropertyKind.IDENTIFIER, Decoders.FIRST);
    }

    /** A secret: never shown, stored sealed. */
    public static PropertySpecBuilder<Secret> secret(String name) {
        return new PropertySpecBuilder<>(name, PropertyKind.SECRET, texts -> Secret.of(texts.get(0)));
    }

    /** A list, written as {@code ['a', 'b']} or as one text with commas. A pattern applies to each element. */
    public static PropertySpecBuilder<List<String>> list(String name) {
        return new PropertySpecBuilder<>(name, PropertyKind.LIST, List::copyOf);
    }

    /** A whole number. */
    public static PropertySpecBuilder<Integer> integer(String name) {
        return new PropertySpecBuilder<>(name, PropertyKind.INTEGER, texts -> Integer.valueOf(texts.get(0)))
                .pattern("-?\\d{1,9}", "a whole number");
    }

    /** True or false, in any letter case. */
    public static PropertySpecBuilder<Boolean> flag(String name) {
        return new PropertySpecBuilder<>(name, PropertyKind.FLAG, texts -> Boolean.valueOf(texts.get(0)))
                .pattern("(?i)true|false", "true or false");
    }

    /** One constant of an enum, in any letter case, with hyphens or underscores. */
    public static <E extends Enum<E>> PropertySpecBuilder<E> oneOf(String name, Class<E> constants) {
        List<String> names =
                Arrays.stream(constants.getEnumConstants()).map(Enum::name).toList();
        return chosen(name, names, texts -> Enum.valueOf(constants, Decoders.constant(texts.get(0))));
    }

    /** One of some texts, in any letter case, with hyphens or underscores; kept as it is written here. */
    public static PropertySpecBuilder<String> oneOf(String name, List<String> choices) {
        return chosen(name, choices, Decoders.FIRST);
    }

    private static <T> PropertySpecBuilder<T> chosen(
            String name, List<String> choices, Function<List<String>, T> decoder) {
        PropertySpecBuilder<T> builder = new PropertySpecBuilder<>(name, PropertyKind.CHOICE, decoder);
        Map<String, String> spelled =
                choices.stream().collect(Collectors.toMap(Decoders::constant, Function.identity()));
        builder.canonical = text -> spelled.getOrDefault(Decoders.constant(text), text);
        builder.check = text -> spelled.containsKey(Decoders.constant(text))
                ? Optional.empty()
                : Optional.of("expected one of " + String.join(", ", choices));
        return builder.pattern(ANY, "one of " + String.join(", ", choices));
    }

    /**
     * A service's address: {@code host}, {@code host:port} or an http or https URL of these, without user, path or query.
     * It decodes to a URL, https unless said otherwise.
     */
    public static PropertySpecBuilder<URI> endpoint(String name) {
        PropertySpecBuilder<URI> builder = new PropertySpecBuilder<>(name, PropertyKind.URI, Decoders::endpoint)
                .pattern(
                        "(?i)(https?://)?([a-z0-9]([a-z0-9._-]{0,252})|\\[[0-9a-f:.]{2,45}\\])(:\\d{1,5})?/?",
                        "a host such as s3.eu-west-1.amazonaws.com, with an optional port, or an http(s) URL of it,"
                                + " without user, password, path or query");
        builder.check = Decoders::hostFlaw;
        return builder;
    }

    /** An http or https URL with a path, without user, query or fragment. */
    public static PropertySpecBuilder<URI> url(String name) {
        PropertySpecBuilder<URI> builder = new PropertySpecBuilder<>(
                        name, PropertyKind.URI, texts -> URI.create(texts.get(0)))
                .pattern(
                        "(?i)https?://[^\\s/?#@\\\\]+(/[^\\s?#@\\\\]*)?",
                        "an http(s) URL such as https://login.example.com/oauth2/token, without user, query or fragment");
        builder.check = Decoders::urlFlaw;
        return builder;
    }

    /**
     * Servers, each {@code host:port}, as a list or as one text with commas; any of the schemes, such as {@code thrift},
     * may stand before one with {@code ://} and is dropped.
     */
    public static PropertySpecBuilder<List<HostPort>> servers(String name, String... schemes) {
        String prefix = schemes.length == 0 ? "" : "(?:(?:" + String.join("|", schemes) + ")://)?";
        PropertySpecBuilder<List<HostPort>> builder = new PropertySpecBuilder<>(
                        name,
                        PropertyKind.SERVERS,
                        texts -> texts.stream().map(HostPort::of).toList())
                .pattern("(?i)" + prefix + HostPort.FORM, "host:port, with a port from 1 to 65535; IPv6 in brackets");
        builder.canonical = text -> text.substring(text.lastIndexOf('/') + 1);
        return builder;
    }

    /**
     * A text such as a certificate in PEM: the text itself, {@code base64:} and its encoding, or the name of a file that
     * {@link dev.mooring.connection.spi.Contents} opens at each use. The property is shown as it was written.
     */
    public static PropertySpecBuilder<String> content(String name) {
        return new PropertySpecBuilder<>(name, PropertyKind.CONTENT, Decoders.FIRST);
    }

    /** As {@link #content}, for a private key or a keytab: never shown, stored sealed, file names too. */
    public static PropertySpecBuilder<Secret> secretContent(String name) {
        return new PropertySpecBuilder<>(name, PropertyKind.SECRET_CONTENT, texts -> Secret.of(texts.get(0)));
    }

    /** A secret that the application encrypted; only its own decryptor opens it, at each use. */
    public static PropertySpecBuilder<Secret> encrypted(String name) {
        return new PropertySpecBuilder<>(name, PropertyKind.ENCRYPTED, texts -> Secret.of(texts.get(0)));
    }

    static PropertySpec<Instant> endOf(PropertySpec<?> secret) {
        PropertySpecBuilder<Instant> builder = new PropertySpecBuilder<>(
                        secret.name() + Expiry.SUFFIX,
                        PropertyKind.EXPIRY,
                        texts -> Expiry.moment(texts.get(0)).orElseThrow())
                .alias(secret.aliases().stream()
                        .map(alias -> alias + Expiry.SUFFIX)
                        .toArray(String[]::new))
                .describe("when " + secret.name() + " ends")
                .pattern(ANY, "a date such as 2027-01-31, or a moment such as 2027-01-31T10:00:00Z");
        builder.check = text ->
                Expiry.moment(text).isPresent() ? Optional.empty() : Optional.of("expected " + builder.expectation);
        builder.canonical = text -> Expiry.moment(text).map(Instant::toString).orElse(text);
        builder.longestLife = secret.longestLife();
        return builder.build();
    }

    /** The name of another connection of the workspace, of one of the given categories. */
    public static PropertySpecBuilder<String> connection(String name, ConnectionCategory... categories) {
        PropertySpecBuilder<String> builder = new PropertySpecBuilder<>(name, PropertyKind.CONNECTION, Decoders.FIRST);
        builder.categories = List.of(categories);
        return builder;
    }

    /** A role of the type's cloud, which makes core give the connection an external id. */
    public static PropertySpecBuilder<String> role(String name) {
        return named(name, PropertyKind.ROLE, "the name of a role of the type's cloud");
    }

    /** A region of the type's cloud. */
    public static PropertySpecBuilder<String> region(String name) {
        return named(name, PropertyKind.REGION, "a region of the type's cloud");
    }

    /** A bucket of the type's cloud. */
    public static PropertySpecBuilder<String> bucket(String name) {
        return named(name, PropertyKind.BUCKET, "the name of a bucket of the type's cloud");
    }

    private static PropertySpecBuilder<String> named(String name, PropertyKind kind, String expected) {
        return new PropertySpecBuilder<>(name, kind, Decoders.FIRST).pattern(ANY, expected);
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

    /** Whether a change of the property needs the connection's secrets again. */
    public boolean guardsSecrets() {
        return parts.kind.isAddress() || parts.guardsSecrets;
    }

    /** Whether the property lends an identity, as a secret does. */
    public boolean standsForSecret() {
        return parts.standsForSecret;
    }

    /** How long a secret, or one whose end this states, lives at most at its service. */
    public Optional<Duration> longestLife() {
        return parts.longestLife;
    }

    /** Whether the spelling, in any letter case, is the name, an alias or a misspelling. */
    public boolean isSpelled(String spelling) {
        String upper = spelling.toUpperCase(Locale.ROOT);
        return parts.name.equals(upper) || parts.aliases.contains(upper) || parts.misspellings.contains(upper);
    }

    /** Why the value is not acceptable, as a phrase that does not hold it; empty when it is. */
    Optional<String> problem(RawProperty raw) {
        if (raw.shape() == RawProperty.Shape.LIST && !parts.kind.isList()) {
            return Optional.of("takes one value, not a list");
        }
        List<String> texts = elements(raw);
        if (texts.isEmpty()) {
            return Optional.of("must not be an empty list");
        }
        return texts.stream().map(this::problem).flatMap(Optional::stream).findFirst();
    }

    /** The texts to keep. */
    List<String> canonical(RawProperty raw) {
        return elements(raw).stream().map(parts.canonical).toList();
    }

    private List<String> elements(RawProperty raw) {
        return parts.kind.isList() && raw.shape() == RawProperty.Shape.SCALAR
                ? Arrays.stream(raw.values().get(0).split(",", -1))
                        .map(String::strip)
                        .toList()
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
        return (parts.kind.isContent() ? Decoders.contentFlaw(text) : Decoders.flaw(text))
                .or(() -> parts.pattern.matcher(text).matches()
                        ? parts.check.apply(text)
                        : Optional.of("expected " + parts.expectation));
    }

    @Override
    public String toString() {
        return parts.name;
    }
}
