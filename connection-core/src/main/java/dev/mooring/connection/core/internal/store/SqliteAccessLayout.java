package dev.mooring.connection.core.internal.store;

import java.util.List;

/** The step that gave stores privileges and an audit of all that is done, which no statement changes. */
final class SqliteAccessLayout {
    static final List<String> STEP = List.of(
            """
            CREATE TABLE grants (
              workspace TEXT NOT NULL, connection_id TEXT NOT NULL, grantee_kind TEXT NOT NULL, grantee TEXT NOT NULL,
              privilege TEXT NOT NULL, granted_by TEXT NOT NULL, granted_at BIGINT NOT NULL,
              PRIMARY KEY (workspace, connection_id, grantee_kind, grantee, privilege)) WITHOUT ROWID""",
            "CREATE INDEX grants_connection ON grants (connection_id)",
            "ALTER TABLE audit RENAME TO audit_before",
            "DROP INDEX audit_changes",
            """
            CREATE TABLE audit (
              seq INTEGER PRIMARY KEY AUTOINCREMENT, is_change INTEGER NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL,
              action TEXT NOT NULL, workspace TEXT NOT NULL, connection_id TEXT NOT NULL, name TEXT NOT NULL,
              name_key TEXT NOT NULL, version BIGINT NOT NULL, outcome TEXT NOT NULL, repeats BIGINT NOT NULL,
              operation TEXT NOT NULL, scope_digest TEXT NOT NULL, session TEXT NOT NULL, request_id TEXT NOT NULL,
              expires_at BIGINT NOT NULL, detail TEXT NOT NULL)""",
            """
            INSERT INTO audit
              SELECT seq, is_change, at, actor, action, workspace, connection_id, name, lower(name), version, 'DONE', 1,
                '', '', '', '', 0, '' FROM audit_before""",
            "DROP TABLE audit_before",
            "CREATE INDEX audit_changes ON audit (seq) WHERE is_change = 1",
            "CREATE INDEX audit_time ON audit (workspace, at, seq)",
            "CREATE INDEX audit_name ON audit (workspace, name_key, at, seq)",
            "CREATE INDEX audit_connection ON audit (connection_id, at, seq)",
            "CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit"
                    + " BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
            "CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit"
                    + " BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
            "CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit"
                    + " WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq)"
                    + " BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END");

    private SqliteAccessLayout() {}
}
