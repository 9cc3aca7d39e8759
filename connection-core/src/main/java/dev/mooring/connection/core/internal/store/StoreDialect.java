package dev.mooring.connection.core.internal.store;

import java.sql.SQLException;
import java.util.List;

/** What differs between databases: how a store is laid out and how it says that a name is taken. */
enum StoreDialect {
    SQLITE {
        @Override
        boolean isDuplicate(SQLException failure) {
            return failure.getErrorCode() == SQLITE_CONSTRAINT
                    && String.valueOf(failure.getMessage()).contains("UNIQUE");
        }
    };

    private static final int SQLITE_CONSTRAINT = 19;

    private static final List<String> LAYOUT = List.of("""
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
              secret_revision BIGINT NOT NULL)""");

    /** Statements that lay out an empty store and add to an older one the tables that it lacks. */
    List<String> layout() {
        return LAYOUT;
    }

    /** Whether the failure says that a unique name is taken. */
    abstract boolean isDuplicate(SQLException failure);
}
