package dev.mooring.connection.jdbc;

import dev.mooring.connection.jdbc.bridge.JdbcEngine;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The parameters of drivers that a connection may set. It is a list of what is allowed: what loads classes, reads or writes
 * files, runs statements, logs, redirects, or decides about TLS and logins stands in none of them.
 */
final class DriverParameters {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern FLAG = Pattern.compile("true|false");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.,/-]{0,63}");

    private static final Map<String, Pattern> POSTGRESQL = allowed(
            "ApplicationName currentSchema stringtype",
            "tcpKeepAlive readOnly reWriteBatchedInserts binaryTransfer",
            "connectTimeout socketTimeout defaultRowFetchSize prepareThreshold queryTimeout");
    private static final Map<String, Pattern> REDSHIFT = allowed(
            "ApplicationName currentSchema",
            "tcpKeepAlive readOnly reWriteBatchedInserts",
            "connectTimeout socketTimeout defaultRowFetchSize");
    private static final Map<String, Pattern> MYSQL = allowed(
            "characterEncoding connectionTimeZone serverTimezone zeroDateTimeBehavior",
            "tcpKeepAlive tinyInt1isBit yearIsDateType rewriteBatchedStatements useCursorFetch useServerPrepStmts"
                    + " cachePrepStmts",
            "connectTimeout socketTimeout defaultFetchSize prepStmtCacheSize prepStmtCacheSqlLimit");
    private static final Map<String, Pattern> MARIADB = allowed(
            "timezone connectionTimeZone",
            "tcpKeepAlive tinyInt1isBit yearIsDateType useServerPrepStmts cachePrepStmts useBulkStmts",
            "connectTimeout socketTimeout defaultFetchSize prepStmtCacheSize");
    private static final Map<String, Pattern> SQLSERVER = allowed(
            "applicationName workstationID applicationIntent selectMethod",
            "sendStringParametersAsUnicode sendTimeAsDatetime",
            "loginTimeout socketTimeout queryTimeout lockTimeout packetSize");
    private static final Map<String, Pattern> H2 = allowed("SCHEMA", "", "LOCK_TIMEOUT");

    private DriverParameters() {}

    /**
     * A parameter as it would be given to a driver.
     *
     * @param name by the driver's own spelling
     */
    record Parameter(String name, String value) {}

    /** The allowed parameter that is spelled so; empty for any other. */
    static Optional<String> canonical(JdbcEngine engine, String name) {
        Map<String, Pattern> allowed = of(engine);
        return isCaseless(engine)
                ? allowed.keySet().stream().filter(name::equalsIgnoreCase).findFirst()
                : Optional.of(name).filter(allowed::containsKey);
    }

    /** Whether the value is one that the allowed parameter of that name may have. */
    static boolean accepts(JdbcEngine engine, Parameter parameter) {
        return Optional.ofNullable(of(engine).get(parameter.name()))
                .filter(pattern -> pattern.matcher(parameter.value()).matches())
                .isPresent();
    }

    /** The allowed parameters, for messages. */
    static String names(JdbcEngine engine) {
        Map<String, Pattern> allowed = of(engine);
        return allowed.isEmpty() ? "none" : String.join(", ", new TreeSet<>(allowed.keySet()));
    }

    private static boolean isCaseless(JdbcEngine engine) {
        return engine == JdbcEngine.SQLSERVER || engine == JdbcEngine.H2;
    }

    private static Map<String, Pattern> of(JdbcEngine engine) {
        return switch (engine) {
            case POSTGRESQL -> POSTGRESQL;
            case REDSHIFT -> REDSHIFT;
            case MYSQL -> MYSQL;
            case MARIADB -> MARIADB;
            case SQLSERVER -> SQLSERVER;
            case H2 -> H2;
            case ORACLE, SQLITE -> Map.of();
        };
    }

    private static Map<String, Pattern> allowed(String words, String flags, String numbers) {
        Map<String, Pattern> allowed = new TreeMap<>();
        put(allowed, words, WORD);
        put(allowed, flags, FLAG);
        put(allowed, numbers, NUMBER);
        return Map.copyOf(allowed);
    }

    private static void put(Map<String, Pattern> allowed, String names, Pattern values) {
        for (String name : names.split(" ")) {
            if (!name.isEmpty()) {
                allowed.put(name, values);
            }
        }
    }
}
