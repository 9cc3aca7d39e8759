package dev.mooring.connection.databricks.bridge;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Vended;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.property.HostPort;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.PropertyValues.Value;
import dev.mooring.connection.property.Sensitivity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.NonValidatingFactory;

/**
 * Where and how a database of Lakebase is reached, free of secrets. It travels beside each vended login, as its details.
 *
 * @param server its host and port
 * @param database the database's name
 * @param verification what is demanded of its certificate
 * @param trustedCertificates certificates of the trusted authorities in PEM; empty for those that the JDK trusts
 */
public record LakebaseEndpoint(
        HostPort server, String database, Verification verification, Optional<String> trustedCertificates) {
    private static final PropertySpec<String> HOST =
            PropertySpec.text("PGHOST").describe("host of the database").build();
    private static final PropertySpec<Integer> PORT =
            PropertySpec.integer("PGPORT").describe("port of the database").build();
    private static final PropertySpec<String> DATABASE =
            PropertySpec.text("PGDATABASE").describe("the database's name").build();
    private static final PropertySpec<Verification> VERIFICATION = PropertySpec.oneOf(
                    "TLS_VERIFICATION", Verification.class)
            .describe("what is demanded of its certificate")
            .build();
    private static final PropertySpec<String> AUTHORITIES = PropertySpec.content("TRUSTED_CERTIFICATES")
            .describe("certificates of trusted authorities in PEM")
            .build();

    /** What is demanded of the database's certificate; TLS is spoken either way. */
    public enum Verification {
        /** A trusted authority must have signed it, and it must name the host. */
        FULL,
        /** Nothing: whoever can reach into the network can pose as the database and take the password. */
        NONE
    }

    /**
     * As whom and where a session runs.
     *
     * @param user {@code current_user}
     * @param database {@code current_database()}
     */
    public record Identity(String user, String database) {}

    /** Reads the details of a vended login; fails with {@link ConnectionError#NOT_SUPPORTED} for those of another type. */
    public static LakebaseEndpoint of(PropertyValues details) {
        if (!details.has(HOST) || !details.has(VERIFICATION)) {
            throw new ConnectionException(
                    ConnectionError.NOT_SUPPORTED,
                    "what was vended is no login of a Lakebase database",
                    "use a source of a connection of type LAKEBASE");
        }
        return new LakebaseEndpoint(
                new HostPort(details.require(HOST), details.require(PORT)),
                details.require(DATABASE),
                details.require(VERIFICATION),
                details.get(AUTHORITIES));
    }

    /** The details that {@link #of} reads. */
    public PropertyValues details() {
        Map<String, Value> values = location();
        put(values, VERIFICATION.name(), verification.name());
        trustedCertificates.ifPresent(pem -> put(values, AUTHORITIES.name(), pem));
        return PropertyValues.of(values, Map.of());
    }

    /** The variables by which programs of Postgres use a vended login. */
    public static PropertyValues environment(Vended vended) {
        if (!(vended.credential() instanceof Login login)) {
            return PropertyValues.empty();
        }
        LakebaseEndpoint endpoint = of(vended.details());
        Map<String, Value> values = endpoint.location();
        put(values, "PGUSER", login.username());
        put(values, "PGSSLMODE", endpoint.verification == Verification.FULL ? "verify-full" : "require");
        if (endpoint.verification == Verification.FULL && endpoint.trustedCertificates.isEmpty()) {
            // of libpq 16 and later: what the machine trusts
            put(values, "PGSSLROOTCERT", "system");
        }
        return PropertyValues.of(values, Map.of("PGPASSWORD", login.password()));
    }

    /**
     * A new session as that user; the caller closes it. Blocks for the connect, TLS and the login, that long at most.
     * Fails with a {@link ConnectionException}.
     */
    public java.sql.Connection open(Login login, Duration limit) {
        try {
            return opened(driver(limit), login);
        } catch (SQLException e) {
            throw LakebaseErrors.of(e, this, login);
        }
    }

    private static java.sql.Connection opened(PGSimpleDataSource driver, Login login) throws SQLException {
        return driver.getConnection(login.username(), login.password().reveal());
    }

    /**
     * As whom a session of that user runs, and in which database: it is opened, asked and closed, each of these within that
     * limit.
     */
    public Identity identity(Login login, Duration limit) {
        PGSimpleDataSource driver = driver(limit);
        driver.setSocketTimeout(driver.getConnectTimeout());
        try (var jdbc = opened(driver, login);
                Statement statement = jdbc.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_user, current_database()")) {
            row.next();
            return new Identity(row.getString(1), row.getString(2));
        } catch (SQLException e) {
            throw LakebaseErrors.of(e, this, login);
        }
    }

    private PGSimpleDataSource driver(Duration limit) {
        int seconds = Math.max(1, Math.toIntExact(limit.toSeconds()));
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setServerNames(new String[] {server.host()});
        driver.setPortNumbers(new int[] {server.port()});
        driver.setDatabaseName(database);
        driver.setApplicationName("mooring");
        driver.setTcpKeepAlive(true);
        driver.setConnectTimeout(seconds);
        driver.setLoginTimeout(seconds);
        // nothing of the process's own Kerberos tickets
        driver.setGssEncMode("disable");
        if (verification == Verification.FULL) {
            driver.setSslMode("verify-full");
            driver.setSslfactory(LakebaseTls.class.getName());
            driver.setSslFactoryArg(trustedCertificates.orElse(LakebaseTls.JDK));
        } else {
            driver.setSslMode("require");
            driver.setSslfactory(NonValidatingFactory.class.getName());
        }
        return driver;
    }

    private Map<String, Value> location() {
        Map<String, Value> values = new TreeMap<>();
        put(values, HOST.name(), server.host());
        put(values, PORT.name(), String.valueOf(server.port()));
        put(values, DATABASE.name(), database);
        return values;
    }

    private static void put(Map<String, Value> values, String name, String text) {
        values.put(name, new Value(Sensitivity.SHOWN, List.of(text)));
    }
}
