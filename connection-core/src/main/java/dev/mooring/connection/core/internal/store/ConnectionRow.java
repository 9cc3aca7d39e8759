package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.property.PropertyValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between rows of the table {@code connections} and their records. */
final class ConnectionRow {
    /** All but the id, also those that no change of ours touches: replacing a row repairs what something else wrote there. */
    private static final List<String> PLAIN = List.of(
            "workspace",
            "name",
            "name_key",
            "category",
            "type",
            "listed_type",
            "cloud",
            "creator",
            "created_at",
            "external_id",
            "enabled",
            "state",
            "reason",
            "modified_at",
            "version",
            "comment",
            "tags",
            "warnings",
            "schema_version",
            "properties",
            "reference_names");

    private static final List<String> SEALED = List.of("key_id", "wrapped_key", "secrets", "secret_revision");

    /** In the order in which {@link #whole} takes the columns. */
    static final String SELECT =
            "SELECT id, workspace, name, category, type, listed_type, cloud, external_id, properties,"
                    + " key_id, wrapped_key, secrets, secret_revision, enabled, state, reason, creator, created_at, modified_at,"
                    + " version, comment, tags, warnings, reference_names, schema_version FROM connections";

    static final String INSERT = "INSERT INTO connections (" + String.join(", ", PLAIN) + ", "
            + String.join(", ", SEALED) + ", id) VALUES ("
            + String.join(", ", Collections.nCopies(PLAIN.size() + SEALED.size() + 1, "?")) + ")";

    private static final String EXPECTED = " WHERE id = ? AND version = ? AND secret_revision = ?";

    /** Leaves what is sealed alone, which may have been wrapped under another key meanwhile. */
    private static final String UPDATE_PLAIN = "UPDATE connections SET " + settings(PLAIN) + EXPECTED;

    private static final String UPDATE =
            "UPDATE connections SET " + settings(PLAIN) + ", " + settings(SEALED) + EXPECTED;

    static final String UPDATE_SEALED = "UPDATE connections SET " + settings(SEALED) + EXPECTED;

    private ConnectionRow() {}

    private static String settings(List<String> columns) {
        return columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
    }

    static List<@Nullable Object> parameters(StoredConnection row) {
        List<@Nullable Object> all = plain(row);
        all.addAll(sealed(row.secrets()));
        all.add(row.connection().id());
        return all;
    }

    static String update(StoredConnection row, StoredConnection read) {
        return row.secrets().equals(read.secrets()) ? UPDATE_PLAIN : UPDATE;
    }

    static Object[] updateParameters(StoredConnection row, StoredConnection read) {
        List<@Nullable Object> all = plain(row);
        if (!row.secrets().equals(read.secrets())) {
            all.addAll(sealed(row.secrets()));
        }
        all.addAll(expected(row, read.connection().version(), read.secrets().revision()));
        return all.toArray();
    }

    /** For secrets of the revision after the row's. */
    static Object[] sealedParameters(StoredConnection row, SealedSecrets secrets) {
        List<@Nullable Object> all = sealed(secrets);
        all.addAll(expected(row, row.connection().version(), secrets.revision() - 1));
        return all.toArray();
    }

    private static List<Object> expected(StoredConnection row, long version, long revision) {
        return List.of(row.connection().id(), version, revision);
    }

    private static List<@Nullable Object> sealed(SealedSecrets secrets) {
        return new ArrayList<>(Arrays.asList(
                secrets.key().map(WrappedKey::keyId).orElse(null),
                secrets.key().map(WrappedKey::wrapped).orElse(null),
                RowJson.secrets(secrets),
                secrets.revision()));
    }

    private static List<@Nullable Object> plain(StoredConnection row) {
        Connection c = row.connection();
        return new ArrayList<>(List.of(
                c.workspace(),
                c.name(),
                c.name().toLowerCase(Locale.ROOT),
                c.type().category().name(),
                c.type().name(),
                c.type().listedName(),
                c.type().cloud().map(Cloud::id).orElse(""),
                c.audit().creator(),
                c.audit().created().toEpochMilli(),
                c.externalId().orElse(""),
                c.enabled() ? 1 : 0,
                c.state().name(),
                c.status().reason().orElse(""),
                c.audit().modified().toEpochMilli(),
                c.version(),
                RowJson.list(c.comment().stream().toList()),
                RowJson.texts(c.tags()),
                RowJson.list(c.notes().warnings()),
                row.schemaVersion(),
                RowJson.values(c.properties()),
                RowJson.list(row.references())));
    }

    /** The row, of {@link #SELECT}, or what is left of one that something else than this library wrote. */
    static StoredConnection read(ResultSet row) throws SQLException {
        try {
            return whole(new Columns(row));
        } catch (RuntimeException e) {
            return DamagedRow.read(row, e);
        }
    }

    static Optional<WrappedKey> key(@Nullable String id, @Nullable String wrapped) {
        return id == null || wrapped == null ? Optional.empty() : Optional.of(new WrappedKey(id, wrapped));
    }

    private static StoredConnection whole(Columns row) throws SQLException {
        Connection.Identity identity =
                new Connection.Identity(row.text(), row.text(), row.text(), type(row), filled(row.text()));
        PropertyValues properties = RowJson.values(row.text());
        Optional<WrappedKey> key = key(row.text(), row.text());
        SealedSecrets secrets = RowJson.secrets(row.text(), key, row.number());
        Connection.Status status =
                new Connection.Status(row.number() == 1, ConnectionState.valueOf(row.text()), filled(row.text()));
        Connection.Audit audit = new Connection.Audit(row.text(), row.time(), row.time(), row.number());
        Connection.Notes notes = new Connection.Notes(
                RowJson.list(row.text()).stream().findFirst(), RowJson.texts(row.text()), RowJson.list(row.text()));
        List<String> references = RowJson.list(row.text());
        return new StoredConnection(
                new Connection(identity, properties, List.copyOf(secrets.names()), status, audit, notes),
                secrets,
                references,
                Math.toIntExact(row.number()));
    }

    private static TypeId type(Columns row) throws SQLException {
        return new TypeId(
                ConnectionCategory.valueOf(row.text()),
                row.text(),
                List.of(),
                row.text(),
                filled(row.text()).map(Cloud::new));
    }

    private static Optional<String> filled(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The columns of a row one after another: looking each up by its name costs as much as reading it. */
    private static final class Columns {
        private final ResultSet row;
        private int last;

        Columns(ResultSet row) {
            this.row = row;
        }

        String text() throws SQLException {
            return row.getString(++last);
        }

        long number() throws SQLException {
            return row.getLong(++last);
        }

        Instant time() throws SQLException {
            return Instant.ofEpochMilli(number());
        }
    }
}
