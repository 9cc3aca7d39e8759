package dev.mooring.connection.jdbc;

import dev.mooring.connection.jdbc.bridge.JdbcEngine;
import dev.mooring.connection.property.HostPort;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A database, taken apart: what a URL said, or what the parts of a connection say.
 *
 * @param engine its kind
 * @param server where it listens; empty for a file
 * @param database its name, or its file; may be empty where the server has a default one
 * @param parameters what the driver is told beside it, by the driver's own names
 */
record JdbcTarget(JdbcEngine engine, Optional<HostPort> server, String database, Map<String, String> parameters) {
    /** Copies and sorts the parameters. */
    JdbcTarget {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /**
     * The URL, made of the parts and without parameters. Nothing in it needs escaping, for the parts have passed patterns
     * that leave out whatever some driver gives a meaning to.
     */
    String url() {
        String address = server.map(HostPort::toString).orElse("");
        return switch (engine) {
            case POSTGRESQL, MYSQL, MARIADB, REDSHIFT, H2 -> engine.prefix() + "//" + address + "/" + database;
            case SQLSERVER ->
                engine.prefix() + "//" + address + (database.isEmpty() ? "" : ";databaseName=" + database);
            case ORACLE -> engine.prefix() + "@" + (isSid() ? address : "//" + address + "/") + database;
            case SQLITE -> engine.prefix() + database;
        };
    }

    /** Oracle's older naming: a colon before the name of one instance. */
    boolean isSid() {
        return engine == JdbcEngine.ORACLE && database.startsWith(":");
    }
}
