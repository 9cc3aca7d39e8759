package dev.mooring.connection.core.internal.sql.run;

import dev.mooring.connection.Cascade;
import dev.mooring.connection.Connection;
import dev.mooring.connection.core.internal.sql.ShowColumn;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Pairs of info_name and info_value about a connection. They never show a secret. */
final class ConnectionRows {
    static final List<String> COLUMNS = List.of("info_name", "info_value");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final List<List<String>> rows = new ArrayList<>();

    private ConnectionRows() {}

    /** What the author of a connection needs next: above all the external id, for the role's trust policy. */
    static List<List<String>> created(Connection connection) {
        ConnectionRows rows = new ConnectionRows();
        rows.add("name", connection.name());
        rows.add("type", connection.type().listedName());
        connection.externalId().ifPresent(id -> rows.add("EXTERNAL_ID", id));
        return rows.rows;
    }

    /** What DESC tells. */
    static List<List<String>> described(Connection connection) {
        ConnectionRows rows = new ConnectionRows();
        rows.describe(connection);
        return rows.rows;
    }

    /**
     * What DESC tells, then category, state, state_reason where there is one, version, id, a row {@code tag} per tag, a
     * row {@code warning} per warning and a row {@code dependent} per object that uses the connection, directly or behind
     * the connections through which it does.
     */
    static List<List<String>> extended(Connection connection, Cascade cascade) {
        ConnectionRows rows = new ConnectionRows();
        rows.describe(connection);
        rows.add("category", connection.type().category().name());
        rows.add("state", connection.state().name());
        connection.status().reason().ifPresent(reason -> rows.add("state_reason", reason));
        rows.add("version", Long.toString(connection.version()));
        rows.add("id", connection.id());
        connection.tags().forEach((key, value) -> rows.add("tag", key + "=" + value));
        connection.notes().warnings().forEach(warning -> rows.add("warning", warning));
        DependentTree.paths(cascade).forEach(path -> rows.add("dependent", path));
        return rows.rows;
    }

    private void describe(Connection connection) {
        add("name", connection.name());
        add("type", connection.type().listedName());
        add("enabled", ShowColumn.enabled(connection));
        add("creator", connection.audit().creator());
        add("created_time", TIME.format(connection.audit().created()));
        add("last_modified_time", TIME.format(connection.audit().modified()));
        connection.comment().ifPresent(comment -> add("COMMENT", comment));
        connection.externalId().ifPresent(id -> add("EXTERNAL_ID", id));
        connection.properties().display().forEach(property -> add(property.name(), property.text()));
    }

    private void add(String name, String value) {
        rows.add(List.of(name, value));
    }
}
