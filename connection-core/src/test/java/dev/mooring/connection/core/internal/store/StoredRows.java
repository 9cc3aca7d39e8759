package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Action;
import dev.mooring.connection.core.internal.crypto.KeyEntries;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.Sensitivity;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows for tests of stores. */
final class StoredRows {
    static final String WORKSPACE = "w";
    private static final int KEYS = 5;
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00.123Z");

    private StoredRows() {}

    /** The store with the keys in force that rows of these tests are sealed under. */
    static ConnectionStore keyed(ConnectionStore store) {
        for (int key = 1; key <= KEYS; key++) {
            store.keys().add(new WrappedKey("K" + key, "c2VudGluZWw="), keyEntry(Action.ADD_KEY, "K" + key));
        }
        return store;
    }

    /** What is recorded of a key. */
    static AuditEntry keyEntry(Action action, String id) {
        return new KeyEntries(Clock.fixed(CREATED, ZoneOffset.UTC), "ann").entry(action, id, "");
    }

    /** A row in which every column says something. */
    static StoredConnection full(String name) {
        return new StoredConnection(
                new Connection(
                        new Connection.Identity(
                                "id-of-" + name,
                                WORKSPACE,
                                name,
                                TypeId.of(ConnectionCategory.STORAGE, "OSS", Cloud.ALIYUN)
                                        .listedAs("ALIYUN_OSS"),
                                Optional.of("Abcdefgh12345678")),
                        PropertyValues.of(
                                Map.of(
                                        "ENDPOINT",
                                        new PropertyValues.Value(Sensitivity.SHOWN, List.of("e")),
                                        "ACCESS_ID",
                                        new PropertyValues.Value(Sensitivity.MASKED, List.of("LTAI5tabcdefgh")),
                                        "HOSTS",
                                        new PropertyValues.Value(Sensitivity.SHOWN, List.of("a\"b", "ü, c"))),
                                Map.of()),
                        List.of("ACCESS_KEY"),
                        new Connection.Status(false, ConnectionState.FAILED, Optional.of("because")),
                        new Connection.Audit("ann", CREATED, CREATED.plusMillis(7), 1),
                        new Connection.Notes(Optional.of("it's mine"), Map.of("team", "x"), List.of("careful"))),
                new SealedSecrets(
                        Optional.of(new WrappedKey("K1", "d3JhcHBlZA==")),
                        Optional.of("c2VhbA=="),
                        Map.of("ACCESS_KEY", "c2VhbGVk"),
                        1),
                List.of(),
                2);
    }

    /** A row with as little as possible. */
    static StoredConnection plain(String workspace, String name, String... references) {
        return new StoredConnection(
                new Connection(
                        new Connection.Identity(
                                "id-of-" + workspace + "-" + name,
                                workspace,
                                name,
                                TypeId.of(ConnectionCategory.CATALOG, "VAULT"),
                                Optional.empty()),
                        PropertyValues.empty(),
                        List.of(),
                        new Connection.Status(true, ConnectionState.READY, Optional.empty()),
                        new Connection.Audit("ann", CREATED, CREATED, 1),
                        new Connection.Notes(Optional.empty(), Map.of(), List.of())),
                SealedSecrets.none(1),
                List.of(references),
                1);
    }

    static StoredConnection plain(String name) {
        return plain(WORKSPACE, name);
    }

    /** The row as a change of version, comment and references would leave it. */
    static StoredConnection changed(StoredConnection row, long version, String comment, String... references) {
        Connection c = row.connection();
        return new StoredConnection(
                new Connection(
                        c.identity(),
                        c.properties(),
                        c.secrets(),
                        c.status(),
                        new Connection.Audit(
                                c.audit().creator(),
                                c.audit().created(),
                                c.audit().modified().plusMillis(1),
                                version),
                        new Connection.Notes(
                                Optional.of(comment), c.tags(), c.notes().warnings())),
                row.secrets(),
                List.of(references),
                row.schemaVersion());
    }

    static SealedSecrets sealed(long revision) {
        return new SealedSecrets(
                Optional.of(new WrappedKey("K" + revision, "d3JhcHBlZA==")),
                Optional.of("c2VhbA=="),
                Map.of("ACCESS_KEY", "bmV3"),
                revision);
    }

    static AuditEntry did(Action action, StoredConnection row) {
        Connection c = row.connection();
        return new AuditEntry(c.audit().modified(), "ann", action, c.workspace(), c.id(), c.name(), c.version());
    }
}
