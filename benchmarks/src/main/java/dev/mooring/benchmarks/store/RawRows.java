package dev.mooring.benchmarks.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Plain JDBC over the tables of a store: rows like one that Mooring wrote, under other names. It checks nothing and knows
 * nothing of what it writes. Not safe for use by several threads.
 */
final class RawRows {
    private static final String CONNECTIONS = "connections";
    private static final String AUDIT = "audit";
    /** What the database fills in by itself. */
    private static final List<String> GENERATED = List.of("seq", "xid");

    private static final int DATA_KEY_BYTES = 32;
    private static final int BATCH = 1_000;

    private final DataSource dataSource;
    private final Template connection;
    private final Template audit;
    private final SecureRandom random = new SecureRandom();
    private final Aead keyring;

    /** Columns and values of one row, and the statement that inserts it. */
    private record Template(List<String> columns, List<Object> values, String insert) {
        void set(PreparedStatement statement, String id, String name, Optional<String> secrets) throws SQLException {
            for (int i = 0; i < columns.size(); i++) {
                Object value = switch (columns.get(i)) {
                    case "id", "connection_id" -> id;
                    case "name", "name_key" -> name;
                    case "secrets" -> secrets.isPresent() ? secrets.get() : values.get(i);
                    default -> values.get(i);
                };
                statement.setObject(i + 1, value);
            }
        }
    }

    /** Rows like that of the named connection. */
    RawRows(DataSource dataSource, String like) throws SQLException, GeneralSecurityException {
        this.dataSource = dataSource;
        try (var jdbc = dataSource.getConnection()) {
            this.connection = template(jdbc, CONNECTIONS, "name_key", like);
            this.audit = template(jdbc, AUDIT, "name", like);
        }
        byte[] key = new byte[DATA_KEY_BYTES];
        random.nextBytes(key);
        this.keyring = new AesGcmJce(key);
    }

    private static Template template(Connection jdbc, String table, String column, String value) throws SQLException {
        try (PreparedStatement statement =
                jdbc.prepareStatement("SELECT * FROM " + table + " WHERE " + column + " = ?")) {
            statement.setString(1, value);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("there is no row like " + value + " in " + table);
                }
                ResultSetMetaData described = row.getMetaData();
                List<String> columns = new ArrayList<>();
                List<Object> values = new ArrayList<>();
                for (int i = 1; i <= described.getColumnCount(); i++) {
                    if (!GENERATED.contains(described.getColumnName(i))) {
                        columns.add(described.getColumnName(i));
                        values.add(row.getObject(i));
                    }
                }
                String insert = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                        + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
                return new Template(columns, Collections.unmodifiableList(values), insert);
            }
        }
    }

    /** Adds many rows, in few transactions. */
    void fill(int count, String prefix) throws SQLException {
        try (var jdbc = dataSource.getConnection()) {
            jdbc.setAutoCommit(false);
            for (int from = 0; from < count; from += BATCH) {
                try (PreparedStatement rows = jdbc.prepareStatement(connection.insert());
                        PreparedStatement entries = jdbc.prepareStatement(audit.insert())) {
                    for (int i = from; i < Math.min(count, from + BATCH); i++) {
                        String id = UUID.randomUUID().toString();
                        connection.set(rows, id, prefix + i, Optional.empty());
                        rows.addBatch();
                        audit.set(entries, id, prefix + i, Optional.empty());
                        entries.addBatch();
                    }
                    rows.executeBatch();
                    entries.executeBatch();
                }
                jdbc.commit();
            }
        }
    }

    /** Adds a row and its entry in one transaction. */
    void insert(String name) throws SQLException {
        insert(name, Optional.empty());
    }

    /** As {@link #insert}, and seals one secret and the row under a new data key, which is wrapped. */
    void insertSealed(String name) throws SQLException, GeneralSecurityException {
        insert(name, Optional.of(sealed(name)));
    }

    private void insert(String name, Optional<String> secrets) throws SQLException {
        String id = UUID.randomUUID().toString();
        try (var jdbc = dataSource.getConnection()) {
            jdbc.setAutoCommit(false);
            try (PreparedStatement row = jdbc.prepareStatement(connection.insert());
                    PreparedStatement entry = jdbc.prepareStatement(audit.insert())) {
                connection.set(row, id, name, secrets);
                row.executeUpdate();
                audit.set(entry, id, name, Optional.empty());
                entry.executeUpdate();
            }
            jdbc.commit();
        }
    }

    private String sealed(String name) throws GeneralSecurityException {
        byte[] dataKey = new byte[DATA_KEY_BYTES];
        random.nextBytes(dataKey);
        byte[] context = name.getBytes(StandardCharsets.UTF_8);
        Aead values = new AesGcmJce(dataKey);
        String secret = base64(values.encrypt("a-secret-key".getBytes(StandardCharsets.UTF_8), context));
        String seal = base64(values.encrypt(new byte[0], context));
        String wrapped = base64(keyring.encrypt(dataKey, context));
        return "{\"keyId\":\"K00000000\",\"wrappedKey\":\"" + wrapped + "\",\"seal\":\"" + seal
                + "\",\"ciphertexts\":{\"ACCESS_KEY\":\"" + secret + "\"}}";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Removes rows: a store must not grow while it is measured. Their entries stay, as an audit's do. */
    void remove(List<String> names) throws SQLException {
        try (var jdbc = dataSource.getConnection();
                PreparedStatement statement = jdbc.prepareStatement("DELETE FROM connections WHERE name_key = ?")) {
            jdbc.setAutoCommit(false);
            for (String name : names) {
                statement.setString(1, name);
                statement.executeUpdate();
            }
            jdbc.commit();
        }
    }

    /** Reads all columns of one row. */
    int read(String workspace, String name) throws SQLException {
        return count("SELECT * FROM connections WHERE workspace = ? AND name_key = ?", List.of(workspace, name));
    }

    /** Reads all columns of the first rows whose names start with the prefix. */
    int readPrefix(String workspace, String prefix, int limit) throws SQLException {
        return count(
                "SELECT * FROM connections WHERE workspace = ? AND name_key >= ? AND name_key < ? ORDER BY name_key LIMIT "
                        + limit,
                List.of(workspace, prefix, prefix + Character.MAX_VALUE));
    }

    private int count(String sql, List<String> parameters) throws SQLException {
        try (var jdbc = dataSource.getConnection();
                PreparedStatement statement = jdbc.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                int read = 0;
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    for (int i = 1; i <= columns; i++) {
                        row.getObject(i);
                    }
                    read++;
                }
                return read;
            }
        }
    }
}
