package dev.mooring.connection.jdbc.bridge;

import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.PropertyValues.Value;
import dev.mooring.connection.property.Sensitivity;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where and how a driver connects, free of secrets. It travels beside each vended credential, as its details.
 *
 * @param engine the kind of database
 * @param driver the driver's class
 * @param url where it is, without parameters and without a login
 * @param parameters what the driver is told beside, by its own names
 * @param tls what is demanded of the server's certificate; empty where no TLS is spoken
 */
public record JdbcEndpoint(
        JdbcEngine engine, String driver, String url, Map<String, String> parameters, Optional<Tls> tls) {
    private static final PropertySpec<JdbcEngine> ENGINE = PropertySpec.oneOf("JDBC_ENGINE", JdbcEngine.class)
            .describe("the kind of database")
            .build();
    private static final PropertySpec<String> DRIVER = PropertySpec.text("JDBC_DRIVER_CLASS_NAME")
            .describe("the driver's class")
            .build();
    private static final PropertySpec<String> URL = PropertySpec.text("JDBC_CONNECTION_URL")
            .describe("where the database is")
            .build();
    private static final PropertySpec<List<String>> PARAMETERS = PropertySpec.list("JDBC_PARAMETERS")
            .describe("what the driver is told beside")
            .build();
    private static final PropertySpec<Boolean> TLS = PropertySpec.flag("JDBC_ENFORCE_SSL")
            .describe("whether TLS is spoken")
            .build();
    private static final PropertySpec<String> AUTHORITIES = PropertySpec.content("CUSTOM_JDBC_CERT")
            .describe("certificates of trusted authorities in PEM")
            .build();
    private static final PropertySpec<String> SUBJECT = PropertySpec.text("CUSTOM_JDBC_CERT_STRING")
            .describe("the name that the certificate must hold")
            .build();

    /**
     * What is demanded of the server's certificate. Its host name is always checked.
     *
     * @param authoritiesPem certificates of the trusted authorities; empty for those that the JDK trusts
     * @param subject the name that it must hold in place of the host's, where the engine's driver can demand one
     */
    public record Tls(Optional<String> authoritiesPem, Optional<String> subject) {}

    /** Copies and sorts the parameters. */
    public JdbcEndpoint {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** Reads the details of a vended credential. */
    public static JdbcEndpoint of(PropertyValues details) {
        Map<String, String> parameters = new TreeMap<>();
        for (String text : details.get(PARAMETERS).orElse(List.of())) {
            int equals = text.indexOf('=');
            parameters.put(text.substring(0, equals), text.substring(equals + 1));
        }
        Optional<Tls> tls = details.require(TLS)
                ? Optional.of(new Tls(details.get(AUTHORITIES), details.get(SUBJECT)))
                : Optional.empty();
        return new JdbcEndpoint(
                details.require(ENGINE), details.require(DRIVER), details.require(URL), parameters, tls);
    }

    /** The details that {@link #of} reads. */
    public PropertyValues details() {
        Map<String, Value> values = new TreeMap<>();
        put(values, ENGINE, engine.name());
        put(values, DRIVER, driver);
        put(values, URL, url);
        if (!parameters.isEmpty()) {
            put(
                    values,
                    PARAMETERS,
                    parameters.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .toArray(String[]::new));
        }
        put(values, TLS, String.valueOf(tls.isPresent()));
        tls.flatMap(Tls::authoritiesPem).ifPresent(pem -> put(values, AUTHORITIES, pem));
        tls.flatMap(Tls::subject).ifPresent(name -> put(values, SUBJECT, name));
        return PropertyValues.of(values, Map.of());
    }

    /** The URL for a login; Oracle's says in it whether TLS is spoken. */
    String loginUrl() {
        return engine == JdbcEngine.ORACLE && tls.isPresent() ? url.replace("@//", "@tcps://") : url;
    }

    /** How long a session may wait for an answer, by its parameter {@code socketTimeout}; zero for no limit. */
    int sessionTimeoutMillis() {
        long given = Long.parseLong(parameters.getOrDefault("socketTimeout", "0"));
        boolean isSeconds = engine == JdbcEngine.POSTGRESQL || engine == JdbcEngine.REDSHIFT;
        return (int) Math.min(Integer.MAX_VALUE, isSeconds ? given * 1000 : given);
    }

    private static void put(Map<String, Value> values, PropertySpec<?> spec, String... texts) {
        values.put(spec.name(), new Value(Sensitivity.SHOWN, Arrays.asList(texts)));
    }
}
