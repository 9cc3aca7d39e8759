package dev.mooring.connection.core;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Deployment;
import dev.mooring.connection.Violation;
import dev.mooring.connection.core.access.AccessControl;
import dev.mooring.connection.core.access.Grantee;
import dev.mooring.connection.core.access.Grants;
import dev.mooring.connection.core.access.Principal;
import dev.mooring.connection.core.audit.AuditTrail;
import dev.mooring.connection.core.internal.access.Member;
import dev.mooring.connection.core.internal.crypto.KeyEntries;
import dev.mooring.connection.core.internal.keys.StoreSealingKeys;
import dev.mooring.connection.core.internal.registry.InstalledProvider;
import dev.mooring.connection.core.internal.registry.ProviderDiscovery;
import dev.mooring.connection.core.internal.registry.RegisteredType;
import dev.mooring.connection.core.internal.rotation.Pauses;
import dev.mooring.connection.core.internal.workspace.Services;
import dev.mooring.connection.core.internal.workspace.WorkspaceConnections;
import dev.mooring.connection.core.keys.SealingKeys;
import dev.mooring.connection.spi.ConnectionProvider;
import dev.mooring.connection.spi.ConnectionType;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * The connection layer: wires everything, hands out the connections of workspaces, and is closed. Any number may live in
 * one process; none holds global state. Safe for use by threads.
 */
public final class ConnectionLayer implements AutoCloseable {
    private final Wiring wiring;
    private final Services services;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private ConnectionLayer(Wiring wiring) {
        this.wiring = wiring;
        this.services = wiring.services();
    }

    /** Starts a layer that keeps nothing: no file, no native library and no database is needed. */
    public static Builder inMemory() {
        return new Builder(Foundation.inMemory());
    }

    /**
     * Starts a layer that keeps connections in {@code connections.db} and the keys of their secrets in {@code
     * keyring.json}, both of mode 600, in that directory, which must exist. Several processes of one machine may share
     * it. Needs the SQLite driver on the class path.
     */
    public static Builder in(Path directory) {
        return new Builder(Foundation.in(requireNonNull(directory, "directory")));
    }

    /**
     * Starts a layer that keeps connections in PostgreSQL, where any number of layers on any number of machines may share
     * them. The keys of their secrets are kept elsewhere, the same for all of them: a keyring has to be given. Needs the
     * PostgreSQL driver and Flyway on the class path.
     */
    public static Builder on(PostgresStore store) {
        return new Builder(Foundation.on(requireNonNull(store, "store")));
    }

    /**
     * As {@link #on(PostgresStore)}, over the application's own connections of PostgreSQL: the tables stand in their
     * current schema, their transactions are READ COMMITTED, time limits are theirs, and the application closes them.
     */
    public static Builder on(DataSource source) {
        return new Builder(Foundation.on(requireNonNull(source, "source")));
    }

    /** The connections of the workspace as the user sees them; cheap, keeps nothing of its own. */
    public Connections workspace(String workspace, String user) {
        return workspace(workspace, Principal.of(user));
    }

    /**
     * The connections of the workspace as a user with these roles sees them. Open them anew for each request or session:
     * they, and the sources that come from them, have the roles that were named here.
     */
    public Connections workspace(String workspace, Principal principal) {
        requireOpen();
        return new WorkspaceConnections(services, new Member(workspace, principal));
    }

    /** SQL over the connections of the workspace, with the user's rights. */
    public ConnectionSql sql(String workspace, String user) {
        return sql(workspace, Principal.of(user));
    }

    /** SQL over the connections of the workspace, with the principal's rights. */
    public ConnectionSql sql(String workspace, Principal principal) {
        return ConnectionSql.of(
                workspace(workspace, principal),
                grants(workspace, principal),
                audit(workspace, principal),
                workspace,
                services.clock());
    }

    /** The privileges in the workspace, where access is controlled by privileges. */
    public Grants grants(String workspace, Principal principal) {
        requireOpen();
        return services.grants(new Member(workspace, principal));
    }

    /** What was done with the connections of the workspace, as far as the principal may read it. */
    public AuditTrail audit(String workspace, Principal principal) {
        requireOpen();
        return services.trail(new Member(workspace, principal));
    }

    /**
     * The keys that the connections of all workspaces are sealed under, to look at them and to change over to others, in
     * the name of the account of the operating system that this process runs as.
     */
    public SealingKeys keys() {
        return keys(KeyEntries.account());
    }

    /**
     * As {@link #keys()}, in the name of that user. No access control is asked: keys are of all workspaces, and whoever
     * holds the layer decides who gets at them.
     */
    public SealingKeys keys(String user) {
        requireOpen();
        return new StoreSealingKeys(wiring.keys(), new KeyEntries(services.clock(), user));
    }

    /** Checks a draft offline; the warnings, or a {@link ConnectionException} with every violation. */
    public List<Violation> check(ConnectionDraft draft) {
        return services.validator().validate(draft).warnings();
    }

    /** The installed types. */
    public List<ConnectionType> types() {
        return services.registry().types().stream().map(RegisteredType::type).toList();
    }

    /** Installed providers that can not be used, with the cause. */
    public List<BrokenProvider> brokenProviders() {
        return services.registry().broken();
    }

    /**
     * Tells the observer what the layer does until the registration, or the layer, is closed. Without one, nothing is timed
     * or counted.
     */
    public LayerObserver.Registration observe(LayerObserver observer) {
        requireOpen();
        return services.observers().add(requireNonNull(observer, "observer"));
    }

    /** What is kept and what waits now; goes through all that is kept. */
    public LayerStatistics statistics() {
        return services.engine().statistics(services.store().remembered());
    }

    /** Looks after clocks and what is kept, as the layer does by itself once a second. */
    void lookAfter() {
        services.engine().lookAfter();
    }

    private void requireOpen() {
        if (isClosed.get()) {
            throw new ConnectionException(ConnectionError.CLOSED, "the connection layer is closed");
        }
    }

    /** Ends all threads and closes all that is open; credentials already handed out live until they expire. */
    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            wiring.close();
        }
    }

    /** Collects what a layer is made of. Not safe for use by several threads. */
    public static final class Builder extends OutsideBuilder<Builder> {
        final Foundation foundation;
        final List<InstalledProvider> providers = new ArrayList<>();
        final List<BrokenProvider> broken = new ArrayList<>();
        Optional<AccessControl> access = Optional.empty();
        final List<Grantee> administrators = new ArrayList<>();
        Optional<Keyring> keyring = Optional.empty();
        int quota = Integer.MAX_VALUE;
        Deployment deployment = Deployment.anywhere();
        Clock clock = Clock.systemUTC();
        LongSupplier nanos = System::nanoTime;
        Pauses.Sleeper sleeper = Thread::sleep;

        private Builder(Foundation foundation) {
            this.foundation = foundation;
        }

        @Override
        Builder self() {
            return this;
        }

        /** Says where the layer runs; without it, anywhere. */
        public Builder deployment(Deployment where) {
            deployment = where;
            return this;
        }

        /** Adds a provider. */
        public Builder provider(ConnectionProvider provider) {
            providers.add(InstalledProvider.of(provider));
            return this;
        }

        /** Adds the providers that the ServiceLoader finds; those that fail are listed by the layer and left out. */
        public Builder discoverProviders() {
            return discoverProviders(ConnectionLayer.class.getClassLoader());
        }

        /** As {@link #discoverProviders()}, looking through the given loader too. */
        public Builder discoverProviders(ClassLoader loader) {
            ProviderDiscovery.Result found =
                    ProviderDiscovery.discover(Thread.currentThread().getContextClassLoader(), loader);
            providers.addAll(found.providers());
            broken.addAll(found.broken());
            return this;
        }

        /**
         * Asks that control before every call, also when a vend is answered from memory. Without one, and without
         * {@link #accessByPrivileges}, everybody who may enter a workspace may do everything in it.
         */
        public Builder access(AccessControl control) {
            access = Optional.of(control);
            return this;
        }

        /**
         * Controls access by privileges, which GRANT and REVOKE give and take, in place of a control of the
         * application's own. Administrators may do everything in all workspaces, and are the first who can grant.
         */
        public Builder accessByPrivileges(Grantee administrator, Grantee... more) {
            administrators.add(administrator);
            administrators.addAll(List.of(more));
            return this;
        }

        /** Lets no workspace have more connections than that, counted by the store, so that all nodes together keep to it. */
        public Builder connectionsPerWorkspace(int most) {
            quota = most;
            return this;
        }

        /** Replaces the keyring. */
        public Builder keyring(Keyring ring) {
            keyring = Optional.of(ring);
            return this;
        }

        /** Replaces the clock. */
        public Builder clock(Clock replacement) {
            clock = replacement;
            return this;
        }

        /** Replaces the way to wait for other processes. */
        Builder sleeper(Pauses.Sleeper replacement) {
            sleeper = replacement;
            return this;
        }

        /** Replaces the count of nanoseconds that tells when the clock was set. */
        Builder ticker(LongSupplier replacement) {
            nanos = replacement;
            return this;
        }

        /** Opens the layer; fails with a {@link ConnectionException} when the store can not be opened. */
        public ConnectionLayer open() {
            return new ConnectionLayer(Wiring.of(this));
        }
    }
}
