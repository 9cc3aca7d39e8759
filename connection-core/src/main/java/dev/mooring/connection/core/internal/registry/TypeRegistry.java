package dev.mooring.connection.core.internal.registry;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.NearestName;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.BrokenProvider;
import dev.mooring.connection.property.PropertySchema.Selector;
import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ProviderContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The installed types. Immutable; what a type makes from the context is made on first use. */
public final class TypeRegistry {
    private final List<RegisteredType> types;
    private final Map<Cloud, CloudProfile> clouds;
    private final List<BrokenProvider> broken;

    /** Registers the providers' types; two types of one identity are refused, naming both classes and jars. */
    public TypeRegistry(List<InstalledProvider> providers, List<BrokenProvider> broken, ProviderContext context) {
        Map<TypeId, RegisteredType> byId = new LinkedHashMap<>();
        Map<Cloud, CloudProfile> profiles = new LinkedHashMap<>();
        for (InstalledProvider installed : providers) {
            for (ConnectionType type : installed.provider().types()) {
                add(byId, new RegisteredType(type, installed, context));
            }
            installed.provider().clouds().forEach(profile -> profiles.putIfAbsent(profile.cloud(), profile));
        }
        this.types = List.copyOf(byId.values());
        this.clouds = Map.copyOf(profiles);
        this.broken = List.copyOf(broken);
    }

    private static void add(Map<TypeId, RegisteredType> byId, RegisteredType added) {
        TypeId id = added.id();
        Optional<RegisteredType> clash = byId.values().stream()
                .filter(present -> clashes(present, added))
                .findFirst();
        if (clash.isPresent()) {
            throw new ConnectionException(
                    ConnectionError.PROVIDER_CONTRACT,
                    "type " + id + " is provided twice: by " + clash.get().provider() + " and by " + added.provider(),
                    "remove one of the two jars from the class path");
        }
        byId.put(id, added);
    }

    /** Types may share a name only if a property tells them apart. */
    private static boolean clashes(RegisteredType a, RegisteredType b) {
        if (a.id().category() != b.id().category()) {
            return false;
        }
        boolean sameName =
                a.id().isNamed(b.id().name()) || b.id().aliases().stream().anyMatch(a.id()::isNamed);
        Optional<Selector> first = a.type().schema().selector();
        Optional<Selector> second = b.type().schema().selector();
        boolean toldApart = first.isPresent()
                && second.isPresent()
                && !first.get().value().equalsIgnoreCase(second.get().value());
        return sameName && !toldApart;
    }

    /** All types in the order of their providers. */
    public List<RegisteredType> types() {
        return types;
    }

    /** Providers that can not be used. */
    public List<BrokenProvider> broken() {
        return broken;
    }

    /** What is known of the cloud. */
    public Optional<CloudProfile> profile(Cloud cloud) {
        return Optional.ofNullable(clouds.get(cloud));
    }

    /** What is known of all clouds. */
    public List<CloudProfile> profiles() {
        return List.copyOf(clouds.values());
    }

    /** The type that a stored connection has; fails with PROVIDER_UNAVAILABLE when its provider is gone. */
    public RegisteredType require(TypeId id) {
        return types.stream()
                .filter(type -> type.id().category() == id.category()
                        && type.id().name().equals(id.name())
                        && type.id().cloud().equals(id.cloud()))
                .findFirst()
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.PROVIDER_UNAVAILABLE, "no installed provider has type " + id + brokenNote()));
    }

    /** The type that a draft means; fails with UNKNOWN_TYPE saying what is near or installed. */
    public RegisteredType resolve(ConnectionDraft draft) {
        List<RegisteredType> named =
                types.stream().filter(type -> type.id().isNamed(draft.type())).toList();
        List<RegisteredType> fitting = named.stream()
                .filter(type ->
                        draft.category().map(c -> c == type.id().category()).orElse(true))
                .toList();
        if (fitting.isEmpty()) {
            throw unknown(draft, named);
        }
        requireOneCategory(draft, fitting);
        return fitting.size() == 1 ? single(draft, fitting.get(0)) : selected(draft, fitting);
    }

    private static void requireOneCategory(ConnectionDraft draft, List<RegisteredType> fitting) {
        List<ConnectionCategory> categories =
                fitting.stream().map(type -> type.id().category()).distinct().toList();
        if (categories.size() > 1) {
            throw new ConnectionException(
                    ConnectionError.UNKNOWN_TYPE,
                    draft.type() + " is a type of several categories: " + categories,
                    "say which: "
                            + categories.stream()
                                    .map(category -> "CREATE " + category + " CONNECTION")
                                    .collect(Collectors.joining(" or ")));
        }
    }

    /** A lone type whose selector says something else is not what the draft means. */
    private RegisteredType single(ConnectionDraft draft, RegisteredType type) {
        Optional<String> chosen = type.type().schema().selector().flatMap(selector -> chosen(draft, selector));
        return chosen.isEmpty() || isChosen(type, chosen.get()) ? type : selected(draft, List.of(type));
    }

    private RegisteredType selected(ConnectionDraft draft, List<RegisteredType> fitting) {
        Selector any = fitting.get(0).type().schema().selector().orElseThrow();
        Optional<String> chosen = chosen(draft, any);
        String values = fitting.stream()
                .flatMap(type -> type.type().schema().selector().stream())
                .map(Selector::value)
                .collect(Collectors.joining(", "));
        if (chosen.isEmpty()) {
            throw new ConnectionException(
                    ConnectionError.INVALID_PROPERTIES,
                    any.spec().name() + " is missing, which tells the " + draft.type() + " types apart",
                    "give " + any.spec().name() + ", one of: " + values);
        }
        return fitting.stream()
                .filter(type -> isChosen(type, chosen.get()))
                .findFirst()
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.UNKNOWN_TYPE,
                        "no installed provider has type " + draft.type() + " with the given "
                                + any.spec().name() + brokenNote(),
                        "installed: " + any.spec().name() + " = " + values
                                + "; the artifact of another provider adds more"));
    }

    private static Optional<String> chosen(ConnectionDraft draft, Selector selector) {
        return draft.properties().stream()
                .filter(raw -> selector.spec().isSpelled(raw.key()))
                .map(RawProperty::values)
                .filter(values -> values.size() == 1)
                .map(values -> values.get(0))
                .findFirst();
    }

    private static boolean isChosen(RegisteredType type, String chosen) {
        return type.type()
                .schema()
                .selector()
                .filter(s -> s.value().equalsIgnoreCase(chosen))
                .isPresent();
    }

    private ConnectionException unknown(ConnectionDraft draft, List<RegisteredType> named) {
        List<String> remedies = new ArrayList<>();
        named.stream()
                .findFirst()
                .ifPresent(type -> remedies.add("it is a type of category "
                        + type.id().category() + ": CREATE " + type.id().category() + " CONNECTION"));
        if (named.isEmpty()) {
            NearestName.of(draft.type(), names()).ifPresent(near -> remedies.add("did you mean " + near + "?"));
        }
        remedies.add("installed types: " + installed(draft.category()));
        remedies.add("the artifact of another provider adds more");
        return new ConnectionException(
                ConnectionError.UNKNOWN_TYPE,
                "no installed provider has "
                        + draft.category()
                                .map(ConnectionCategory::name)
                                .map(c -> c + " ")
                                .orElse("") + "type "
                        + draft.type() + brokenNote(),
                String.join("; ", remedies));
    }

    private List<String> names() {
        return types.stream().map(type -> type.id().name()).distinct().toList();
    }

    private String installed(Optional<ConnectionCategory> category) {
        TreeSet<String> names = types.stream()
                .filter(type -> category.map(c -> c == type.id().category()).orElse(true))
                .map(type -> type.id().name())
                .collect(Collectors.toCollection(TreeSet::new));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private String brokenNote() {
        return broken.isEmpty()
                ? ""
                : " (" + broken.stream().map(BrokenProvider::toString).collect(Collectors.joining("; ")) + ")";
    }
}
