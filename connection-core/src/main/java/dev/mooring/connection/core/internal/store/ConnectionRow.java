package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Between rows of the table {@code connections} and their records. */
final class ConnectionRow {
    private static final String ID = "id";

    /** Also those that no change of ours touches: replacing a row repairs what something else wrote there. */
    private static final List<String> CHANGING = List.of(
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
            "secrets",
            "secret_revision",
            "reference_names");

    static final String INSERT = "INSERT INTO connections (" + String.join(", ", CHANGING) + ", " + ID + ") VALUES ("
            + String.join(", ", Collections.nCopies(CHANGING.size() + 1, "?")) + ")";

    static final String UPDATE = "UPDATE connections SET "
            + CHANGING.stream().map(column -> column + " = ?").collect(Collectors.joining(", "))
            + " WHERE id = ? AND version = ? AND secret_revision = ?";

    private ConnectionRow() {}

    static Object[] parameters(StoredConnection row) {
        List<Object> all = changing(row);
        all.add(row.connection().id());
        return all.toArray();
    }

    static Object[] updateParameters(StoredConnection row, StoredConnection read) {
        List<Object> all = changing(row);
        all.add(row.connection().id());
        all.add(read.connection().version());
        all.add(read.secrets().revision());
        return all.toArray();
    }

    private static List<Object> changing(StoredConnection row) {
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
                RowJson.secrets(row.secrets()),
                row.secrets().revision(),
                RowJson.list(row.references())));
    }

    static StoredConnection read(ResultSet row) throws SQLException {
        SealedSecrets secrets = RowJson.secrets(row.getString("secrets"), row.getLong("secret_revision"));
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
