package dev.mooring.connection.jdbc;

import dev.mooring.connection.jdbc.DriverParameters.Parameter;
import dev.mooring.connection.jdbc.bridge.JdbcEngine;
import dev.mooring.connection.property.HostPort;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC URL that somebody wrote, read by rules of our own which are stricter than any driver's: one host, no login, no
 * escapes, and of parameters only those of {@link DriverParameters}. The text itself never reaches a driver: it is taken
 * apart, and a URL is made anew of the parts.
 */
final class JdbcUrl {
    /** What a driver might decode, quote, nest or continue with has no place here; neither has what is not ASCII. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:/?&=;,.@_$#~\\[\\]-]*");

    private static final String HOST =
            "(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}\\])";
    private static final String SERVER = HOST + "(?::(?<port>\\d{1,5}))?";
    private static final String NAME = "(?<database>[A-Za-z0-9_][A-Za-z0-9_$.-]{0,127})?";
    private static final Pattern QUERY =
            Pattern.compile("jdbc:[a-z]+://" + SERVER + "(?:/" + NAME + "(?:\\?(?<query>[^?]*))?)?");
    private static final Pattern SEMICOLONS = Pattern.compile("jdbc:sqlserver://" + SERVER + "(?<query>;.*)?");
    private static final Pattern ORACLE = Pattern.compile(
            "jdbc:oracle:thin:@" + "(?:(?://)?" + SERVER
                    + "/(?<service>[A-Za-z0-9_][A-Za-z0-9_$#.-]{0,127})|(?<sidhost>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?):(?<sidport>\\d{1,5})(?<sid>:[A-Za-z0-9_][A-Za-z0-9_$#-]{0,63}))");
    private static final Pattern H2 = Pattern.compile(
            "jdbc:h2:tcp://" + SERVER + "/(?<database>(?:mem:)?[A-Za-z0-9_~/][A-Za-z0-9_./-]{0,127})(?<query>;.*)?");
    private static final Pattern SQLITE = Pattern.compile("jdbc:sqlite:(?<database>/[A-Za-z0-9_./-]{1,1023})");

    private static final String DATABASE_NAME = "databaseName";
    private static final Set<String> LOGIN =
            Set.of("user", "username", "password", "pwd", "uid", "password1", "password2", "password3");
    private static final Set<String> TLS = Set.of(
            "ssl", "sslmode", "usessl", "requiressl", "verifyservercertificate", "encrypt", "trustservercertificate");

    private JdbcUrl() {}

    /**
     * What became of a text.
     *
     * @param target the database; empty when the text is refused
     * @param flaw why it is refused, as a phrase that repeats nothing of the text
     */
    record Reading(Optional<JdbcTarget> target, String flaw) {
        static Reading of(JdbcTarget target) {
            return new Reading(Optional.of(target), "");
        }

        static Reading refused(String flaw) {
            return new Reading(Optional.empty(), flaw);
        }
    }

    /** Reads a URL; never throws for what somebody wrote. */
    static Reading read(String text) {
        if (!PLAIN.matcher(text).matches()) {
            return Reading.refused("holds a character that drivers decode, quote or nest with, such as % \\ ( { or a"
                    + " blank; names with such characters can not be used");
        }
        Optional<JdbcEngine> engine = Arrays.stream(JdbcEngine.values())
                .filter(each -> text.startsWith(each.prefix()))
                .findFirst();
        return engine.map(each -> read(each, text)).orElseGet(() -> Reading.refused(prefixFlaw(text)));
    }

    /** Checks one parameter that was given beside a URL, as {@code name=value}. */
    static Optional<String> parameterFlaw(JdbcEngine engine, String text) {
        return into(new TreeMap<>(), engine, text);
    }

    /** The parameter as the driver spells it; the text has no flaw. */
    static Parameter parameter(JdbcEngine engine, String text) {
        Map<String, String> one = new TreeMap<>();
        into(one, engine, text);
        String name = one.keySet().iterator().next();
        return new Parameter(name, one.getOrDefault(name, ""));
    }

    private static Reading read(JdbcEngine engine, String text) {
        return switch (engine) {
            case POSTGRESQL, MYSQL, MARIADB, REDSHIFT -> server(engine, QUERY.matcher(text), "&");
            case SQLSERVER -> server(engine, SEMICOLONS.matcher(text), ";");
            case H2 -> server(engine, H2.matcher(text), ";");
            case ORACLE -> oracle(ORACLE.matcher(text));
            case SQLITE -> file(SQLITE.matcher(text));
        };
    }

    private static Reading server(JdbcEngine engine, Matcher url, String separator) {
        if (!url.matches()) {
            return Reading.refused("expected " + form(engine) + ", with one host and without a user");
        }
        Optional<Integer> port = port(url.group("port"), engine);
        if (port.isEmpty()) {
            return Reading.refused("has a port that is none");
        }
        Map<String, String> parameters = new TreeMap<>();
        for (String each : group(url, "query").split(separator, -1)) {
            Optional<String> flaw = each.isEmpty() ? Optional.empty() : into(parameters, engine, each);
            if (flaw.isPresent()) {
                return Reading.refused(flaw.get());
            }
        }
        String database = engine == JdbcEngine.SQLSERVER
                ? Optional.ofNullable(parameters.remove(DATABASE_NAME)).orElse("")
                : group(url, "database");
        if (isClimbing(database)) {
            return Reading.refused("has a path with '..' or empty parts");
        }
        return Reading.of(new JdbcTarget(
                engine, Optional.of(new HostPort(host(url.group("host")), port.get())), database, parameters));
    }

    private static Reading oracle(Matcher url) {
        if (!url.matches()) {
            return Reading.refused("expected " + form(JdbcEngine.ORACLE)
                    + " or jdbc:oracle:thin:@host:port:SID, without a user, a descriptor or parameters");
        }
        boolean isSid = url.group("sid") != null;
        Optional<Integer> port = port(url.group(isSid ? "sidport" : "port"), JdbcEngine.ORACLE);
        return port.map(number -> Reading.of(new JdbcTarget(
                        JdbcEngine.ORACLE,
                        Optional.of(new HostPort(host(url.group(isSid ? "sidhost" : "host")), number)),
                        url.group(isSid ? "sid" : "service"),
                        Map.of())))
                .orElseGet(() -> Reading.refused("has a port that is none"));
    }

    private static Reading file(Matcher url) {
        if (!url.matches() || isClimbing(url.group("database").substring(1))) {
            return Reading.refused("expected " + form(JdbcEngine.SQLITE)
                    + ", an absolute path of letters, digits and ._- without '..' or parameters");
        }
        return Reading.of(new JdbcTarget(JdbcEngine.SQLITE, Optional.empty(), url.group("database"), Map.of()));
    }

    /** Adds the parameter, or says what is wrong with it. */
    private static Optional<String> into(Map<String, String> parameters, JdbcEngine engine, String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        String lower = name.toLowerCase(Locale.ROOT);
        if (LOGIN.contains(lower)) {
            return Optional.of("holds a login; give USERNAME and PASSWORD, or SECRET_ID");
        }
        if (TLS.contains(lower)) {
            return Optional.of("decides about TLS; give JDBC_ENFORCE_SSL instead");
        }
        if (engine == JdbcEngine.SQLSERVER && (lower.equals("database") || lower.equals("databasename"))) {
            boolean isName = value.matches("[A-Za-z0-9_][A-Za-z0-9_$.-]{0,127}");
            return isName && parameters.put(DATABASE_NAME, value) == null
                    ? Optional.empty()
                    : Optional.of("names its database twice or with characters that are not admitted");
        }
        Optional<String> canonical = DriverParameters.canonical(engine, name);
        if (canonical.isEmpty()) {
            return Optional.of("has a parameter that is not admitted; admitted are " + DriverParameters.names(engine));
        }
        if (!DriverParameters.accepts(engine, new Parameter(canonical.get(), value))) {
            return Optional.of("gives " + canonical.get() + " a value that is not admitted");
        }
        return parameters.put(canonical.get(), value) == null
                ? Optional.empty()
                : Optional.of("gives " + canonical.get() + " twice");
    }

    /** How a URL of the engine looks. */
    static String form(JdbcEngine engine) {
        return switch (engine) {
            case POSTGRESQL, MYSQL, MARIADB, REDSHIFT -> engine.prefix() + "//host:port/database";
            case SQLSERVER -> engine.prefix() + "//host:port;databaseName=database";
            case ORACLE -> engine.prefix() + "@//host:port/service";
            case H2 -> engine.prefix() + "//host:port/database";
            case SQLITE -> engine.prefix() + "/path/of/file.db";
        };
    }

    private static String prefixFlaw(String text) {
        Set<String> prefixes = new TreeSet<>();
        Arrays.stream(JdbcEngine.values()).map(JdbcEngine::prefix).forEach(prefixes::add);
        return text.startsWith("jdbc:")
                ? "is of an engine or a form that is not admitted; admitted are " + String.join(" ", prefixes)
                : "expected a JDBC URL such as " + form(JdbcEngine.POSTGRESQL);
    }

    private static Optional<Integer> port(@Nullable String text, JdbcEngine engine) {
        int port = text == null ? engine.port() : Integer.parseInt(text);
        return port >= 1 && port <= 65_535 ? Optional.of(port) : Optional.empty();
    }

    private static String host(String text) {
        return text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    }

    private static String group(Matcher url, String name) {
        return Optional.ofNullable(url.group(name)).orElse("");
    }

    private static boolean isClimbing(String path) {
        return Arrays.asList(path.split("/", -1)).contains("..") || path.contains("//") || path.endsWith("/");
    }
}
