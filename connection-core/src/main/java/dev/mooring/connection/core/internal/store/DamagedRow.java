package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionState;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.internal.crypto.SealedSecrets;
import dev.mooring.connection.property.PropertyValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A row that can not be read: it is shown for what it is, hides no other, and can be dropped. */
final class DamagedRow {
    private DamagedRow() {}

    /** What there is of it; what the failure says may quote the row and is left out. */
    static StoredConnection read(ResultSet row, RuntimeException failure) throws SQLException {
        String reason = "the stored row is damaged (" + failure.getClass().getSimpleName()
                + "): drop it, or state it anew with CREATE OR REPLACE";
        Connection connection = new Connection(
                new Connection.Identity(
                        text(row, "id"),
                        text(row, "workspace"),
                        text(row, "name"),
                        TypeId.of(category(text(row, "category")), text(row, "type")),
                        Optional.empty()),
                PropertyValues.empty(),
                List.of(),
                new Connection.Status(row.getInt("enabled") == 1, ConnectionState.FAILED, Optional.of(reason)),
                new Connection.Audit(
                        text(row, "creator"),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("modified_at")),
                        row.getLong("version")),
                new Connection.Notes(Optional.empty(), Map.of(), List.of()));
        SealedSecrets secrets = new SealedSecrets(
                ConnectionRow.key(row.getString("key_id"), row.getString("wrapped_key")),
                Optional.empty(),
                Map.of(),
                row.getLong("secret_revision"));
        return StoredConnection.damaged(connection, secrets);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    /** Some category, if it is the category that is damaged. */
    private static ConnectionCategory category(String name) {
        for (ConnectionCategory category : ConnectionCategory.values()) {
            if (category.name().equals(name)) {
                return category;
            }
        }
        return ConnectionCategory.API;
    }
}
