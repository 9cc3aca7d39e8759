package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.FakeTypes;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.LayerObserver.Reason;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.RefreshProvider;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.crypto.RowContent;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.core.internal.crypto.Sealers;
import dev.mooring.connection.core.internal.crypto.SecretSealer;
import dev.mooring.connection.core.internal.observe.Observers;
import dev.mooring.connection.core.internal.registry.TypeRegistry;
import dev.mooring.connection.core.internal.rotation.Pauses;
import dev.mooring.connection.core.internal.store.ConnectionStore;
import dev.mooring.connection.core.internal.store.StoredConnection;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.core.internal.time.Epoch;
import dev.mooring.connection.core.internal.vend.IssuerCalls.Asked;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.Sensitivity;
import dev.mooring.connection.spi.Hops;
import dev.mooring.connection.spi.References;
import dev.mooring.connection.spi.VendPlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process that loads from a connection whose refresh token works once. Nothing is cached, so each load is a call. */
final class SpendingNode {
    static final String WORKSPACE = "w";
    static final String NAME = "api";

    final UnreliableStore store;
    final CredentialLoader loader;
    private final SecretSealer sealer;

    private static final References NO_REFERENCES = new References() {
        @Override
        public Connection require(String name) {
            throw new AssertionError("names no connection");
        }

        @Override
        public Credential vend(String name, AccessScope scope) {
            throw new AssertionError("names no connection");
        }
    };

    /** Nodes share the keyring of the first. */
    SpendingNode(ConnectionStore shared, Keyring keyring, RefreshProvider provider, MutableClock clock) {
        this(shared, keyring, provider, clock, millis -> {});
    }

    SpendingNode(
            ConnectionStore shared,
            Keyring keyring,
            RefreshProvider provider,
            MutableClock clock,
            Pauses.Sleeper sleeper) {
        this.store = new UnreliableStore(shared);
        this.sealer = Sealers.over(keyring, shared.keys());
        TypeRegistry registry = FakeTypes.registry(provider);
        this.loader = new CredentialLoader(
                new VendingEngine.Parts(
                        registry,
                        sealer,
                        store,
                        new EngineTime(clock, clock::nanos),
                        new Epoch(),
                        Observers.none(),
                        () -> 0.5),
                new ResourcePool(clock),
                sleeper);
    }

    void create(String refreshToken) {
        StoredConnection row = row(refreshToken, 1);
        store.insert(row, audit(row, AuditEntry.Action.CREATE));
    }

    /** What ALTER does with a new refresh token. */
    void alter(String refreshToken) {
        StoredConnection read = present();
        StoredConnection row = row(refreshToken, read.secrets().revision() + 1);
        store.update(row, read, audit(row, AuditEntry.Action.ALTER));
    }

    void drop() {
        StoredConnection row = present();
        store.delete(row, audit(row, AuditEntry.Action.DROP));
    }

    Credential load() {
        return load(target(AccessScope.everything()));
    }

    Credential load(VendTarget target) {
        Hops hops = new Hops() {
            @Override
            public Credential get(String name, VendPlan plan) {
                return loader.run(plan, new Asked(target, this, Reason.FIRST, ""))
                        .vended()
                        .credential();
            }

            @Override
            public void rejected(String name) {
                throw new AssertionError("nothing is cached");
            }
        };
        return loader.load(new Asked(target, hops, Reason.FIRST, "")).vended().credential();
    }

    VendTarget target(AccessScope scope) {
        return new VendTarget(present(), "ann", scope, NO_REFERENCES, List.of());
    }

    StoredConnection present() {
        return store.find(WORKSPACE, NAME).orElseThrow();
    }

    String refreshToken() {
        return loader.unsealed(present()).require(RefreshProvider.REFRESH_TOKEN).reveal();
    }

    private StoredConnection row(String refreshToken, long revision) {
        Connection connection = new Connection(
                new Connection.Identity(
                        "id", WORKSPACE, NAME, TypeId.of(ConnectionCategory.API, "REFRESHED"), Optional.empty()),
                PropertyValues.of(
                        Map.of("ENDPOINT", new PropertyValues.Value(Sensitivity.SHOWN, List.of("e"))), Map.of()),
                List.of(RefreshProvider.REFRESH_TOKEN.name()),
                new Connection.Status(true, ConnectionState.READY, Optional.empty()),
                new Connection.Audit("ann", Instant.EPOCH, Instant.EPOCH, revision),
                new Connection.Notes(Optional.empty(), Map.of(), List.of()));
        SealedSecrets sealed = sealer.seal(
                new RowContent(connection.identity(), connection.properties(), List.of(), 1),
                Map.of(RefreshProvider.REFRESH_TOKEN.name(), Secret.of(refreshToken)),
                revision);
        return new StoredConnection(connection, sealed, List.of(), 1);
    }

    private static AuditEntry audit(StoredConnection row, AuditEntry.Action action) {
        Connection c = row.connection();
        return new AuditEntry(c.audit().modified(), "ann", action, c.workspace(), c.id(), c.name(), c.version());
    }
}
