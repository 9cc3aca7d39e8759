package dev.mooring.connection.glue.catalog;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Connections;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.glue.catalog.CatalogSettings.Passwords;
import dev.mooring.connection.glue.catalog.GlueConnection.Condition;
import dev.mooring.connection.glue.catalog.GlueConnection.Status;
import dev.mooring.connection.glue.json.JsonBuilder;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.model.GlueType;
import dev.mooring.connection.glue.model.PropertyKeys;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.Sensitivity;
import dev.mooring.connection.spi.ConnectionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Stored connections in Glue's form. */
final class ConnectionView {
    private static final String OPTIONS = "CONNECTOR_OPTIONS";

    private static final PropertyValues.Value NO_OPTIONS = new PropertyValues.Value(Sensitivity.SHOWN, List.of());

    private final Connections connections;
    private final CatalogSettings settings;

    ConnectionView(Connections connections, CatalogSettings settings) {
        this.connections = connections;
        this.settings = settings;
    }

    /** The kind that the connection was made as, or is shown as. */
    Optional<GlueType> kind(Connection connection) {
        return Envelope.typeOf(connection)
                .flatMap(settings.types()::find)
                .or(() -> settings.types().of(connection.type()));
    }

    boolean isNamed(Connection connection, String name) {
        return Envelope.of(connection, "").state().name().equalsIgnoreCase(name);
    }

    GlueConnection of(Connection connection) {
        return shown(connection, Map.of());
    }

    /** Reading a password is using the connection: who may only look gets a refusal. */
    GlueConnection withPassword(Connection connection) {
        Optional<String> key = connection.secrets().stream()
                .filter(name -> name.matches("(KAFKA_SASL_(PLAIN|SCRAM)_)?PASSWORD"))
                .findFirst();
        if (settings.passwords() == Passwords.NEVER || key.isEmpty()) {
            return of(connection);
        }
        Credential credential = connections.vend(connection.name());
        return credential instanceof Credential.Login login
                ? shown(connection, Map.of(key.get(), login.password().reveal()))
                : of(connection);
    }

    Condition condition(Connection connection) {
        return condition(connection, Envelope.of(connection, "").state());
    }

    private static Condition condition(Connection connection, Envelope.State state) {
        Optional<String> reason = connection.status().reason();
        if (!connection.enabled() || connection.state() == ConnectionState.FAILED) {
            return new Condition(Status.FAILED, reason, state.validated());
        }
        if (connection.state() == ConnectionState.PENDING) {
            return state.failure().isPresent()
                    ? new Condition(Status.FAILED, state.failure(), state.validated())
                    : new Condition(Status.IN_PROGRESS, reason, state.validated());
        }
        return new Condition(Status.READY, reason, state.validated());
    }

    private GlueConnection shown(Connection connection, Map<String, String> secrets) {
        GlueType kind = kind(connection).orElseThrow();
        Envelope envelope = Envelope.of(connection, kind.name());
        Map<String, String> properties = properties(connection, kind);
        properties.putAll(secrets);
        Map<String, JsonPart> members = new LinkedHashMap<>();
        members.put(Envelope.PROPERTIES, merged(properties, envelope));
        envelope.members().forEach(members::putIfAbsent);
        return new GlueConnection(
                envelope.state().name(),
                envelope.state().type(),
                connection.comment(),
                members,
                condition(connection, envelope.state()),
                connection.audit());
    }

    private static JsonPart merged(Map<String, String> properties, Envelope envelope) {
        JsonBuilder all = new JsonBuilder();
        properties.forEach(all::text);
        if (envelope.member(Envelope.PROPERTIES).orElse(null) instanceof JsonPart.Struct kept) {
            kept.members().stream()
                    .filter(member -> !properties.containsKey(member.name()))
                    .forEach(member -> all.part(member.name(), member.value()));
        }
        return all.build();
    }

    private Map<String, String> properties(Connection connection, GlueType kind) {
        Map<String, String> properties = new LinkedHashMap<>();
        Optional<PropertySchema> schema = schema(connection);
        for (PropertyValues.Displayed each : connection.properties().display()) {
            if (each.name().equals(OPTIONS)) {
                connection
                        .properties()
                        .values()
                        .getOrDefault(OPTIONS, NO_OPTIONS)
                        .texts()
                        .forEach(option -> properties.put(
                                option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1)));
            } else {
                properties.put(spelling(each.name(), schema, kind), each.text());
            }
        }
        return properties;
    }

    /** The key that Glue has for a property; a property that Glue does not have keeps its name. */
    private static String spelling(String name, Optional<PropertySchema> schema, GlueType kind) {
        Optional<String> renamed = kind.form().spellings().entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(Map.Entry::getKey)
                .findFirst();
        List<String> aliases = schema.flatMap(each -> each.spelled(name))
                .map(PropertySpec::aliases)
                .orElse(List.of());
        return renamed.orElseGet(() -> Stream.concat(Stream.of(name), aliases.stream())
                .filter(PropertyKeys::isKnown)
                .findFirst()
                .orElse(name));
    }

    /** The properties of the connection that the draft does not have, secret ones too. */
    List<String> absent(Connection present, ConnectionDraft wanted) {
        Optional<PropertySchema> schema = schema(present);
        Set<String> given = new TreeSet<>();
        wanted.properties()
                .forEach(property -> given.add(schema.flatMap(each -> each.spelled(property.key()))
                        .map(PropertySpec::name)
                        .orElse(property.key())));
        List<String> names = new ArrayList<>(present.properties().values().keySet());
        names.addAll(present.secrets());
        return names.stream().filter(name -> !given.contains(name)).toList();
    }

    private Optional<PropertySchema> schema(Connection connection) {
        return settings.installed().stream()
                .filter(type -> type.id().category() == connection.type().category()
                        && type.id().isNamed(connection.type().name())
                        && type.id().cloud().equals(connection.type().cloud()))
                .findFirst()
                .map(ConnectionType::schema);
    }
}
