package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
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

    static Object[] parameters(StoredConnection row) {
        List<@Nullable Object> all = plain(row);
        all.addAll(sealed(row.secrets()));
        all.add(row.connection().id());
        return all.toArray();
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

    /** The row, or what is left of one that something else than this library wrote. */
    static StoredConnection read(ResultSet row) throws SQLException {
        try {
            return whole(row);
        } catch (RuntimeException e) {
            return DamagedRow.read(row, e);
        }
    }

    static Optional<WrappedKey> key(ResultSet row) throws SQLException {
        String id = row.getString("key_id");
        String wrapped = row.getString("wrapped_key");
        return id == null || wrapped == null ? Optional.empty() : Optional.of(new WrappedKey(id, wrapped));
    }

    private static StoredConnection whole(ResultSet row) throws SQLException {
        SealedSecrets secrets = RowJson.secrets(row.getString("secrets"), key(row), row.getLong("secret_revision"));
        Connection connection = new Connection(
                new Connection.Identity(
                        row.getString("id"),
                        row.getString("workspace"),
                        row.getString("name"),
                        type(row),
                        filled(row.getString("external_id"))),
                RowJson.values(row.getString("properties")),
                List.copyOf(secrets.names()),
                new Connection.Status(
                        row.getInt("enabled") == 1,
                        ConnectionState.valueOf(row.getString("state")),
                        filled(row.getString("reason"))),
                new Connection.Audit(
                        row.getString("creator"),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("modified_at")),
                        row.getLong("version")),
                new Connection.Notes(
                        RowJson.list(row.getString("comment")).stream().findFirst(),
                        RowJson.texts(row.getString("tags")),
                        RowJson.list(row.getString("warnings"))));
        return new StoredConnection(
                connection, secrets, RowJson.list(row.getString("reference_names")), row.getInt("schema_version"));
    }

    private static TypeId type(ResultSet row) throws SQLException {
        return new TypeId(
                ConnectionCategory.valueOf(row.getString("category")),
                row.getString("type"),
                List.of(),
                row.getString("listed_type"),
                filled(row.getString("cloud")).map(Cloud::new));
    }

    private static Optional<String> filled(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
