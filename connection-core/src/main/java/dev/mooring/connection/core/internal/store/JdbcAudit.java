package dev.mooring.connection.core.internal.store;

import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.audit.AuditEntry.Ending;
import dev.mooring.connection.core.audit.AuditEntry.Issue;
import dev.mooring.connection.core.audit.AuditQuery;
import dev.mooring.connection.core.audit.AuditRecord;
import dev.mooring.connection.core.internal.store.Jdbc.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table {@code audit}. */
final class JdbcAudit implements AuditStore {
    private static final List<String> COLUMNS = List.of(
            "is_change",
            "at",
            "actor",
            "action",
            "workspace",
            "connection_id",
            "name",
            "name_key",
            "version",
            "outcome",
            "repeats",
            "operation",
            "scope_digest",
            "session",
            "request_id",
            "expires_at",
            "detail");

    static final String INSERT =
            "INSERT INTO audit (" + String.join(", ", COLUMNS) + ") VALUES (?" + ", ?".repeat(COLUMNS.size() - 1) + ")";

    private final Jdbc jdbc;
    private final StoreDialect dialect;
    private final SharedWrites<AuditEntry> writes;

    JdbcAudit(Jdbc jdbc, StoreDialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.writes = new SharedWrites<>(this::write);
    }

    @Override
    public void append(AuditEntry entry) {
        writes.write(entry);
    }

    private void write(List<AuditEntry> entries) {
        jdbc.write(transaction -> {
            for (AuditEntry entry : entries) {
                record(transaction, dialect, entry);
            }
            return entries;
        });
    }

    @Override
    public List<AuditRecord> read(String workspace, AuditQuery query) {
        List<Object> parameters = new ArrayList<>(List.of(workspace));
        StringBuilder sql = new StringBuilder("SELECT * FROM audit WHERE workspace = ?");
        query.connection().ifPresent(name -> {
            sql.append(" AND name_key = ?");
            parameters.add(key(name));
        });
        query.connectionId().ifPresent(id -> {
            sql.append(" AND connection_id = ?");
            parameters.add(StoreTexts.kept(id));
        });
        query.since().ifPresent(time -> {
            sql.append(" AND at >= ?");
            parameters.add(time.toEpochMilli());
        });
        query.olderThan().ifPresent(last -> {
            sql.append(" AND (at, seq) < (?, ?)");
            parameters.add(last.entry().at().toEpochMilli());
            parameters.add(last.number());
        });
        sql.append(" ORDER BY at DESC, seq DESC LIMIT ?");
        parameters.add(query.limit());
        return jdbc.read(transaction -> transaction.list(JdbcAudit::read, sql.toString(), parameters.toArray()));
    }

    /** Within the transaction of what is recorded. */
    static AuditEntry record(Transaction transaction, StoreDialect dialect, AuditEntry entry) throws SQLException {
        dialect.record(transaction, parameters(entry));
        return entry;
    }

    static List<Object> parameters(AuditEntry entry) {
        Optional<Issue> issue = entry.ending().issue();
        return List.of(
                entry.isChange() ? 1 : 0,
                entry.at().toEpochMilli(),
                StoreTexts.kept(entry.user()),
                entry.action().name(),
                entry.workspace(),
                entry.connectionId(),
                StoreTexts.kept(entry.name()),
                key(entry.name()),
                entry.version(),
                entry.ending().outcome().name(),
                entry.ending().repeats(),
                issue.map(Issue::operation).map(StoreTexts::kept).orElse(""),
                issue.map(Issue::scopeDigest).orElse(""),
                issue.map(Issue::session).orElse(""),
                issue.flatMap(Issue::requestId).map(StoreTexts::kept).orElse(""),
                issue.flatMap(Issue::expires).map(Instant::toEpochMilli).orElse(0L),
                StoreTexts.kept(entry.ending().detail()));
    }

    static AuditRecord read(ResultSet row) throws SQLException {
        return new AuditRecord(
                row.getLong("seq"),
                new AuditEntry(
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("actor"),
                        AuditEntry.Action.valueOf(row.getString("action")),
                        row.getString("workspace"),
                        row.getString("connection_id"),
                        row.getString("name"),
                        row.getLong("version"),
                        ending(row)));
    }

    private static Ending ending(ResultSet row) throws SQLException {
        String operation = row.getString("operation");
        long expires = row.getLong("expires_at");
        Optional<Issue> issue = operation.isEmpty()
                ? Optional.empty()
                : Optional.of(new Issue(
                        operation,
                        row.getString("scope_digest"),
                        row.getString("session"),
                        filled(row.getString("request_id")),
                        expires == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expires))));
        return new Ending(
                AuditEntry.Outcome.valueOf(row.getString("outcome")),
                row.getLong("repeats"),
                issue,
                row.getString("detail"));
    }

    private static String key(String name) {
        return StoreTexts.kept(name).toLowerCase(Locale.ROOT);
    }

    private static Optional<String> filled(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
