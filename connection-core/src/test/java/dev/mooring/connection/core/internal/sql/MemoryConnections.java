package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Alteration;
import dev.mooring.connection.Cascade;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Creation;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.Dependent;
import dev.mooring.connection.Explanation;
import dev.mooring.connection.Page;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.SourceTicket;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.TrustDocuments;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.Sensitivity;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Connections in memory, with the little that SQL needs: a few secret keys, one unknown type, one bad property. */
public final class MemoryConnections implements Connections {
    /** Given to every connection with a ROLE_ARN. */
    public static final String EXTERNAL_ID = "VW9UaGwYENBQ7cFp";

    private final Map<String, Connection> byName = new TreeMap<>();
    private final Map<String, List<Dependent>> dependents = new TreeMap<>();
    private Instant now = Instant.parse("2025-05-11T09:36:51.548Z");

    /** The options of the last test. */
    public Optional<TestOptions> tested = Optional.empty();

    /** The pages that were asked for. */
    public final List<Page> pages = new ArrayList<>();

    /** The last patch. */
    public Optional<Alteration> altered = Optional.empty();

    /** What the next test reports. */
    public List<ProbeReport.Result> results = List.of();

    /** Sets the time of what follows. */
    public MemoryConnections at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    @Override
    public Connection create(ConnectionDraft draft) {
        if (find(draft.name()).isPresent()) {
            throw new ConnectionException(ConnectionError.NAME_ALREADY_EXISTS, draft.name() + " exists");
        }
        return put(connection(draft));
    }

    @Override
    public Creation createIfAbsent(ConnectionDraft draft) {
        return find(draft.name())
                .map(present -> new Creation(present, Creation.Outcome.ALREADY_EXISTED))
                .orElseGet(() -> new Creation(create(draft), Creation.Outcome.CREATED));
    }

    @Override
    public Creation createOrReplace(ConnectionDraft draft) {
        boolean present = find(draft.name()).isPresent();
        Creation.Outcome outcome = present ? Creation.Outcome.REPLACED : Creation.Outcome.CREATED;
        return new Creation(put(connection(draft)), outcome);
    }

    @Override
    public Optional<Connection> find(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    @Override
    public Connection require(String name) {
        return find(name)
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.CONNECTION_NOT_FOUND, "there is no connection " + name));
    }

    @Override
    public List<Connection> list() {
        return List.copyOf(byName.values());
    }

    @Override
    public List<Connection> list(Page page) {
        pages.add(page);
        return Connections.super.list(page);
    }

    @Override
    public Connection alter(String name, Alteration alteration) {
        altered = Optional.of(alteration);
        return require(name);
    }

    @Override
    public Connection enable(String name) {
        return put(with(require(name), true));
    }

    @Override
    public Connection disable(String name) {
        return put(with(require(name), false));
    }

    @Override
    public void drop(String name) {
        require(name);
        byName.remove(key(name));
    }

    @Override
    public boolean dropIfExists(String name) {
        return byName.remove(key(name)) != null;
    }

    @Override
    public Cascade dropCascade(String name) {
        Cascade cascade = cascade(name);
        cascade.connections().forEach(this::drop);
        return cascade;
    }

    @Override
    public Optional<Cascade> dropCascadeIfExists(String name) {
        return find(name).map(present -> dropCascade(name));
    }

    /** Only as deep as one connection that uses another. */
    @Override
    public Cascade cascade(String name) {
        String root = require(name).name();
        List<Cascade.Use> uses = new ArrayList<>();
        dependents(root).forEach(dependent -> uses.add(new Cascade.Use(root, dependent)));
        List<String> users = dependents(root).stream()
                .filter(dependent -> dependent.kind().equals(Dependent.CONNECTION))
                .map(Dependent::name)
                .toList();
        users.forEach(user -> dependents(user).forEach(dependent -> uses.add(new Cascade.Use(user, dependent))));
        return new Cascade(Stream.concat(users.stream(), Stream.of(root)).toList(), uses);
    }

    @Override
    public void register(String name, Dependent dependent) {
        dependents.computeIfAbsent(key(name), n -> new ArrayList<>()).add(dependent);
    }

    @Override
    public List<Dependent> dependents(String name) {
        return dependents.getOrDefault(key(name), List.of());
    }

    @Override
    public ProbeReport test(String name, TestOptions options) {
        tested = Optional.of(options);
        return new ProbeReport(require(name).name(), results, options.budget());
    }

    /** Stores a connection as it is. */
    public Connection put(Connection connection) {
        byName.put(key(connection.name()), connection);
        return connection;
    }

    private Connection connection(ConnectionDraft draft) {
        if (draft.type().equalsIgnoreCase("MYSQL")) {
            throw new ConnectionException(ConnectionError.UNKNOWN_TYPE, "no type " + draft.type());
        }
        refuseBadProperties(draft);
        Map<String, PropertyValues.Value> shown = new TreeMap<>();
        List<String> secrets = new ArrayList<>();
        for (RawProperty property : draft.properties()) {
            String key = property.key().toUpperCase(Locale.ROOT);
            Sensitivity sensitivity = key.equals("ACCESS_ID") ? Sensitivity.MASKED : Sensitivity.SHOWN;
            if (key.equals("ACCESS_KEY")) {
                secrets.add(key);
            } else {
                shown.put(key, new PropertyValues.Value(sensitivity, property.values()));
            }
        }
        TypeId type = TypeId.of(draft.category().orElse(ConnectionCategory.STORAGE), draft.type());
        Optional<String> externalId = shown.containsKey("ROLE_ARN") ? Optional.of(EXTERNAL_ID) : Optional.empty();
        return new Connection(
                new Connection.Identity("id-" + draft.name(), "sales", draft.name(), type, externalId),
                PropertyValues.of(shown, Map.of()),
                secrets,
                new Connection.Status(true, ConnectionState.READY, Optional.empty()),
                new Connection.Audit("qiliang", now, now, 1),
                new Connection.Notes(draft.comment(), draft.tags(), List.of()));
    }

    private static void refuseBadProperties(ConnectionDraft draft) {
        List<Violation> violations = draft.properties().stream()
                .filter(property -> property.key().equalsIgnoreCase("BAD"))
                .map(bad -> Violation.error("BAD", Violation.Reason.UNKNOWN, "no such property")
                        .at(bad.position()))
                .toList();
        if (!violations.isEmpty()) {
            throw ConnectionException.builder(ConnectionError.INVALID_PROPERTIES, "the draft has errors")
                    .violations(violations)
                    .build();
        }
    }

    private static Connection with(Connection connection, boolean enabled) {
        return new Connection(
                connection.identity(),
                connection.properties(),
                connection.secrets(),
                new Connection.Status(enabled, connection.state(), Optional.empty()),
                connection.audit(),
                connection.notes());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public Connection createValidated(ConnectionDraft draft, TestOptions options) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public ProbeReport test(ConnectionDraft draft, TestOptions options) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public ProbeReport test(String name, Alteration alteration, TestOptions options) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public Connection rotateExternalId(String name) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public void unregister(String name, Dependent dependent) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public Credential vend(String name, AccessScope scope) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public Credential vend(String name) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public CredentialSource source(String name, AccessScope scope) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public CredentialSource source(SourceTicket ticket) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public Explanation explain(String name, AccessScope scope) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public TrustDocuments trustPolicy(String name) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public URI beginAuthorization(String name) {
        throw new AssertionError("SQL does not call this");
    }

    @Override
    public Connection authorize(String name, Secret code) {
        throw new AssertionError("SQL does not call this");
    }
}
