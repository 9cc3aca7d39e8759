package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The tables of a store in a SQLite file and how they came about. The file says with {@code user_version} which steps it
 * has; what lacks some gets them in one transaction, and what has more than this library knows is left alone.
 */
final class SqliteLayout {
    /** Each step makes the next version of the first; a step that was published is never changed. */
    private static final List<List<String>> STEPS = List.of(
            List.of("""
            CREATE TABLE IF NOT EXISTS connections (
              id TEXT PRIMARY KEY, workspace TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL,
              category TEXT NOT NULL, type TEXT NOT NULL, listed_type TEXT NOT NULL, cloud TEXT NOT NULL,
              external_id TEXT NOT NULL, enabled INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
              creator TEXT NOT NULL, created_at BIGINT NOT NULL, modified_at BIGINT NOT NULL, version BIGINT NOT NULL,
              comment TEXT, tags TEXT NOT NULL, warnings TEXT NOT NULL, schema_version INTEGER NOT NULL,
              properties TEXT NOT NULL, secrets TEXT NOT NULL, secret_revision BIGINT NOT NULL,
              reference_names TEXT NOT NULL, UNIQUE (workspace, name_key))""", """
            CREATE TABLE IF NOT EXISTS dependents (
              connection_id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, owner_id TEXT NOT NULL,
              UNIQUE (connection_id, kind, name, owner_id))""", """
            CREATE TABLE IF NOT EXISTS audit (
              at BIGINT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, workspace TEXT NOT NULL,
              connection_id TEXT NOT NULL, name TEXT NOT NULL, version BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS leases (
              connection_id TEXT PRIMARY KEY, holder TEXT NOT NULL, until BIGINT NOT NULL,
              secret_revision BIGINT NOT NULL)"""),
            List.of(
                    "ALTER TABLE audit RENAME TO audit_before",
                    """
            CREATE TABLE audit (
              seq INTEGER PRIMARY KEY, is_change INTEGER NOT NULL DEFAULT 1, at BIGINT NOT NULL, actor TEXT NOT NULL,
              action TEXT NOT NULL, workspace TEXT NOT NULL, connection_id TEXT NOT NULL, name TEXT NOT NULL,
              version BIGINT NOT NULL)""",
                    """
            INSERT INTO audit (seq, at, actor, action, workspace, connection_id, name, version)
              SELECT rowid, at, actor, action, workspace, connection_id, name, version FROM audit_before""",
                    "DROP TABLE audit_before",
                    "CREATE INDEX audit_changes ON audit (seq) WHERE is_change = 1",
                    "CREATE INDEX dependents_owner ON dependents (owner_id)"),
            SqliteAccessLayout.STEP,
            List.of(
                    """
            CREATE TABLE sealing_keys (id TEXT PRIMARY KEY, number INTEGER NOT NULL, sentinel TEXT NOT NULL)""",
                    "CREATE TABLE retired_keys (id TEXT PRIMARY KEY)",
                    "ALTER TABLE connections ADD COLUMN key_id TEXT REFERENCES sealing_keys (id)",
                    "ALTER TABLE connections ADD COLUMN wrapped_key TEXT"));

    private static final int LOOKS = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The version of the layout that this library writes. */
    static final int VERSION = STEPS.size();

    private SqliteLayout() {}

    /**
     * Brings the file to the newest version; refuses one of a version that is not known here, and an empty one that can not
     * be new, and changes nothing.
     */
    static void prepare(Jdbc jdbc, Path file, boolean mayBeNew) {
        jdbc.read(transaction -> {
            SqliteFile.requireWhole(transaction, file);
            return file;
        });
        if (requireKnown(jdbc.read(SqliteLayout::version), file) < VERSION) {
            if (!mayBeNew) {
                awaitLayout(jdbc);
            }
            jdbc.write(transaction -> {
                // again, now that nobody else writes: another process may have been quicker
                int present = requireKnown(version(transaction), file);
                if (present == 0 && !mayBeNew && isEmpty(transaction)) {
                    throw SqliteFile.emptied(file);
                }
                for (int next = present; next < VERSION; next++) {
                    for (String statement : STEPS.get(next)) {
                        transaction.update(statement);
                    }
                }
                return transaction.update("PRAGMA user_version = " + VERSION);
            });
        }
    }

    /** Another process may have made the file just now, and lays it out. */
    private static void awaitLayout(Jdbc jdbc) {
        for (int look = 0; look < LOOKS && jdbc.read(SqliteLayout::isEmpty); look++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static int version(Transaction transaction) throws SQLException {
        return transaction.first(row -> row.getInt(1), "PRAGMA user_version").orElseThrow();
    }

    private static boolean isEmpty(Transaction transaction) throws SQLException {
        return transaction.first(row -> true, "SELECT 1 FROM sqlite_master").isEmpty();
    }

    private static int requireKnown(int version, Path file) {
        if (version < 0 || version > VERSION) {
            throw new ConnectionException(
                    ConnectionError.STORE_UNUSABLE,
                    "the store " + file + " has layout version " + version + ", and this library knows those up to "
                            + VERSION,
                    "open it with the newer version of the library that wrote it, or another store");
        }
        return version;
    }
}
