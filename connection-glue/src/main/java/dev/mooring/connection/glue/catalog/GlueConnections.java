package dev.mooring.connection.glue.catalog;

import dev.mooring.connection.Alteration;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Page;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.glue.catalog.DraftMapping.Mapped;
import dev.mooring.connection.glue.catalog.GlueConnection.Status;
import dev.mooring.connection.glue.json.Violations;
import dev.mooring.connection.glue.model.AuthenticationInput;
import dev.mooring.connection.glue.model.ConnectionInput;
import dev.mooring.connection.glue.model.ConnectionInput.CredentialCheck;
import dev.mooring.connection.glue.model.OAuth2Grant;
import dev.mooring.connection.glue.model.OAuth2Input;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The connections of one workspace as one user of it sees them, in Glue's form. What Glue's model knows and the types here do
 * not is kept with each connection and given back. Connections whose type has no kind in Glue's form are not seen. Safe for
 * use by threads; every method fails with a {@link ConnectionException}.
 */
public final class GlueConnections {
    /** How many rows are looked at in one go. */
    private static final int ROWS = 200;
    /** How often a replacement is tried anew because somebody else changed the connection meanwhile. */
    private static final int ATTEMPTS = 3;

    private final Connections connections;
    private final CatalogSettings settings;
    private final ConnectionView view;

    /** The given connections, in Glue's form. */
    public GlueConnections(Connections connections, CatalogSettings settings) {
        this.connections = connections;
        this.settings = settings;
        this.view = new ConnectionView(connections, settings);
    }

    /**
     * Creates a connection, after a test of its credentials unless the input asks for none: when the test fails, nothing is
     * stored and the failure is thrown. One that needs an authorization code is stored before it is redeemed, for a code
     * works once; until then it is {@link Status#IN_PROGRESS}, and {@link Status#FAILED} when the code is refused.
     *
     * @param tags the caller's own labels
     */
    public Status create(ConnectionInput input, Map<String, String> tags) {
        requireOwnTags(tags);
        Mapped mapped = DraftMapping.map(input, settings);
        requireFree(input, mapped.draft());
        Envelope.State state = validated(
                input, mapped.envelope().state(), untested -> connections.test(mapped.draft(), settings.tests()));
        Connection created = connections.create(mapped.labelled(state, tags));
        Optional<Secret> code = code(input);
        Connection ready =
                code.isPresent() ? authorized(created, mapped.envelope().state(), code.get()) : created;
        return view.condition(ready).status();
    }

    /** The connection of that name; fails with {@link ConnectionError#CONNECTION_NOT_FOUND}. */
    public GlueConnection get(String name) {
        return view.of(present(name));
    }

    /** As {@link #get}, with its password when the settings allow it and the caller may use the connection. */
    public GlueConnection getWithPassword(String name) {
        return view.withPassword(present(name));
    }

    /**
     * Some of the connections that have a kind in Glue's form and that the filter admits.
     *
     * @param after the mark of the page before
     * @param size how many at most
     */
    public GluePage list(Predicate<GlueConnection> filter, Optional<String> after, int size) {
        List<GlueConnection> admitted = new ArrayList<>();
        Optional<String> last = after;
        while (true) {
            Page page = last.map(Page.of(ROWS)::after).orElse(Page.of(ROWS));
            List<Connection> rows = connections.list(page);
            for (Connection row : rows) {
                if (admitted.size() == size) {
                    return new GluePage(admitted, last);
                }
                last = Optional.of(row.name());
                view.kind(row).map(kind -> view.of(row)).filter(filter).ifPresent(admitted::add);
            }
            if (rows.size() < ROWS) {
                return new GluePage(admitted, Optional.empty());
            }
        }
    }

    /**
     * Gives the connection all that the input says and nothing else, after a test of its credentials unless the input asks
     * for none. Its type and its labels stay.
     */
    public void update(String name, ConnectionInput input) {
        if (!name.equals(input.name())) {
            throw refused("ConnectionInput.Name", "a connection keeps its name; create another and delete this one");
        }
        Mapped mapped = DraftMapping.map(input, settings);
        for (int attempt = 1; ; attempt++) {
            try {
                update(present(name), input, mapped);
                return;
            } catch (ConnectionException e) {
                if (e.code() != ConnectionError.CONCURRENT_CHANGE || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void update(Connection present, ConnectionInput input, Mapped mapped) {
        requireSameType(present, mapped.draft());
        if (awaitsCode(input) && code(input).isEmpty() && present.state() != ConnectionState.PENDING) {
            throw refused(
                    "ConnectionInput.AuthenticationConfiguration.OAuth2Properties.AuthorizationCodeProperties",
                    "a new code is needed: what the last one brought is not shown, and would be lost");
        }
        Envelope.State state = validated(
                input,
                mapped.envelope().state(),
                untested -> connections.test(
                        present.name(), replacement(present, mapped.labelled(untested, Map.of())), settings.tests()));
        Connection changed = connections.alter(present.name(), replacement(present, mapped.labelled(state, Map.of())));
        code(input).ifPresent(code -> authorized(changed, state, code));
    }

    /** Removes the connection. */
    public void delete(String name) {
        connections.drop(present(name).name());
    }

    /** Tests the connection with its stored secrets; fails as its test does. */
    public void test(String name) {
        ConnectionValidation.requireWorking(connections.test(present(name).name(), settings.tests()));
    }

    /** Tests what the input would become; fails as its test does. */
    public void test(ConnectionInput input) {
        Mapped mapped = DraftMapping.map(input, settings);
        ConnectionValidation.requireWorking(connections.test(mapped.draft(), settings.tests()));
    }

    private Connection present(String name) {
        return connections
                .find(GlueNames.house(name))
                .filter(connection -> view.kind(connection).isPresent())
                .filter(connection -> view.isNamed(connection, name))
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.CONNECTION_NOT_FOUND,
                        "there is no connection of that name in Glue's form",
                        "list the connections with GetConnections"));
    }

    /** Only who may see the name learns here that it is taken; the store decides when two create it at once. */
    private void requireFree(ConnectionInput input, ConnectionDraft draft) {
        if (connections.find(draft.name()).isPresent()) {
            throw new ConnectionException(
                    ConnectionError.NAME_ALREADY_EXISTS, "connection " + input.name() + " already exists");
        }
    }

    private Envelope.State validated(
            ConnectionInput input, Envelope.State state, Function<Envelope.State, ProbeReport> test) {
        boolean isAsked = input.validation().credentials() == CredentialCheck.VALIDATE && !awaitsCode(input);
        return isAsked && ConnectionValidation.isVerified(test.apply(state)) ? state.validatedAt(now()) : state;
    }

    private Instant now() {
        return settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean awaitsCode(ConnectionInput input) {
        return input.authentication()
                .flatMap(AuthenticationInput::oauth2)
                .flatMap(OAuth2Input::grant)
                .filter(OAuth2Grant.AUTHORIZATION_CODE::equals)
                .isPresent();
    }

    private static Optional<Secret> code(ConnectionInput input) {
        return input.authentication()
                .flatMap(AuthenticationInput::oauth2)
                .flatMap(OAuth2Input::authorizationCode)
                .map(OAuth2Input.AuthorizationCode::code);
    }

    /** A code is spent whether or not it was accepted: that it was not is kept with the connection. */
    private Connection authorized(Connection connection, Envelope.State state, Secret code) {
        if (connection.state() != ConnectionState.PENDING) {
            return connection;
        }
        Alteration.Builder note = Alteration.builder();
        try {
            connections.authorize(connection.name(), code);
            Envelope.State ready = state.validatedAt(now());
            Envelope.tags(ready).forEach(note::tag);
            note.untag(Envelope.FAILURE);
        } catch (ConnectionException e) {
            Envelope.tags(state.failedFor(e.code().name() + ": " + e.getMessage()))
                    .forEach(note::tag);
        }
        return connections.alter(connection.name(), note.build());
    }

    private Alteration replacement(Connection present, ConnectionDraft wanted) {
        Alteration.Builder change = Alteration.builder().expectVersion(present.version());
        wanted.properties().forEach(change::set);
        view.absent(present, wanted).forEach(change::unset);
        wanted.comment()
                .ifPresentOrElse(
                        change::comment, () -> present.comment().ifPresent(comment -> change.unset("COMMENT")));
        present.tags().keySet().stream()
                .filter(key -> key.startsWith(Envelope.PREFIX))
                .forEach(change::untag);
        wanted.tags().forEach(change::tag);
        return change.build();
    }

    private static void requireSameType(Connection present, ConnectionDraft wanted) {
        if (!present.type().isNamed(wanted.type())) {
            throw refused(
                    "ConnectionInput.ConnectionType",
                    "the connection is of type " + present.type().name()
                            + " here, and stays so; delete it and create another");
        }
    }

    static void requireOwnTags(Map<String, String> tags) {
        tags.keySet().stream()
                .filter(key -> key.startsWith(Envelope.PREFIX))
                .findFirst()
                .ifPresent(key -> {
                    throw refused("Tags", "keys that start with " + Envelope.PREFIX + " are the catalog's own");
                });
    }

    private static ConnectionException refused(String part, String why) {
        try {
            Violations.throwIfAny("connection", List.of(Violation.error(part, Reason.CONFLICT, why)));
        } catch (ConnectionException e) {
            return e;
        }
        throw new AssertionError(part);
    }
}
