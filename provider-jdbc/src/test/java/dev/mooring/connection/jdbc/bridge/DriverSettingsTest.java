package dev.mooring.connection.jdbc.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionException;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What drivers are told, compared with what each driver says that it understands: a guard that is misspelled guards nothing. */
class DriverSettingsTest {
    private static final JdbcEndpoint.Tls TLS = new JdbcEndpoint.Tls(Optional.of("certificates"), Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, jdbc:postgresql://h:1/d, ''",
        // it knows more than it lists
        "REDSHIFT, jdbc:redshift://h:1/d, socketFactory connectTimeout socketTimeout",
        // of versions before 9
        "MYSQL, jdbc:mysql://h:1/d, autoDeserialize",
        "MARIADB, jdbc:mariadb://h:1/d, ''",
        "SQLSERVER, jdbc:sqlserver://h:1;databaseName=d, ''"
    })
    void isSpelledAsTheDriverKnowsIt(JdbcEngine engine, String url, String others) throws SQLException {
        Driver driver = Drivers.of(endpoint(engine, url, Map.of(), Optional.of(TLS)));
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (DriverPropertyInfo each : driver.getPropertyInfo(url, new Properties())) {
            known.add(each.name);
        }
        Set<String> told = new TreeSet<>();
        told.addAll(told(engine, url, Map.of(), Optional.of(TLS)).stringPropertyNames());
        told.addAll(told(engine, url, Map.of(), Optional.empty()).stringPropertyNames());

        assertThat(driver.acceptsURL(url)).isTrue();
        assertThat(told).containsAll(DriverSettings.guards(engine));
        told.removeAll(List.of(others.split(" ")));
        assertThat(known).containsAll(told);
    }

    /** Whatever a connection says: it passed an allow-list before, and is overruled here once more. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "REDSHIFT", "MYSQL", "MARIADB", "SQLSERVER"})
    void overrulesWhatAConnectionSays(JdbcEngine engine) {
        Properties ours = told(engine, "jdbc:x", Map.of(), Optional.of(TLS));
        Map<String, String> hostile =
                ours.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, name -> "hostile"));

        assertThat(told(engine, "jdbc:x", hostile, Optional.of(TLS))).isEqualTo(ours);
    }

    @Test
    void loadsNoClassThatIsNoDriverOfTheEngine() {
        JdbcEndpoint endpoint =
                new JdbcEndpoint(JdbcEngine.MYSQL, "org.h2.Driver", "jdbc:mysql://h/d", Map.of(), Optional.empty());

        assertThatThrownBy(() -> Drivers.of(endpoint))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(JdbcError.JDBC_DRIVER_MISSING));
    }

    @Test
    void usesNoDriverThatDoesNotKnowAGuard() {
        JdbcEndpoint endpoint = new JdbcEndpoint(
                JdbcEngine.MARIADB,
                "org.mariadb.jdbc.Driver",
                "jdbc:mariadb://127.0.0.1:1/d",
                Map.of(),
                Optional.empty());

        assertThatThrownBy(() -> Drivers.requireGuards(new Ignorant(), endpoint, endpoint.url()))
                .isInstanceOfSatisfying(ConnectionException.class, e -> {
                    assertThat(e.code()).isEqualTo(JdbcError.JDBC_DRIVER_MISSING);
                    assertThat(e).hasMessageContaining("2.7 knows no property tlsSocketType");
                });
    }

    @Test
    void namesTheDriverThatIsMissing() {
        JdbcEndpoint endpoint = endpoint(JdbcEngine.ORACLE, "jdbc:oracle:thin:@//h:1/d", Map.of(), Optional.empty());

        assertThatThrownBy(() -> Drivers.of(endpoint)).isInstanceOfSatisfying(ConnectionException.class, e -> {
            assertThat(e.code()).isEqualTo(JdbcError.JDBC_DRIVER_MISSING);
            assertThat(e).hasMessageContaining("oracle.jdbc.OracleDriver");
            assertThat(e.remedy()).isNotBlank();
        });
    }

    @Test
    void travelsAsDetails() {
        JdbcEndpoint endpoint = new JdbcEndpoint(
                JdbcEngine.SQLSERVER,
                "com.microsoft.sqlserver.jdbc.SQLServerDriver",
                "jdbc:sqlserver://h:1;databaseName=d",
                Map.of("applicationName", "etl", "lockTimeout", "5"),
                Optional.of(new JdbcEndpoint.Tls(Optional.of("pem"), Optional.of("db.example.com"))));

        assertThat(JdbcEndpoint.of(endpoint.details())).isEqualTo(endpoint);
    }

    private static Properties told(
            JdbcEngine engine, String url, Map<String, String> parameters, Optional<JdbcEndpoint.Tls> tls) {
        return DriverSettings.of(
                endpoint(engine, url, parameters, tls),
                tls.isPresent() ? Optional.of(Path.of("/tmp/trust")) : Optional.empty(),
                Duration.ofSeconds(3));
    }

    private static JdbcEndpoint endpoint(
            JdbcEngine engine, String url, Map<String, String> parameters, Optional<JdbcEndpoint.Tls> tls) {
        return new JdbcEndpoint(engine, engine.drivers().get(0), url, parameters, tls);
    }

    /** A driver that knows how to ask for TLS, and not all else. */
    private static final class Ignorant implements Driver {
        @Override
        public java.sql.Connection connect(String url, Properties told) {
            throw new AssertionError("used");
        }

        @Override
        public boolean acceptsURL(String url) {
            return true;
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties told) {
            return new DriverPropertyInfo[] {new DriverPropertyInfo("sslMode", "disable")};
        }

        @Override
        public int getMajorVersion() {
            return 2;
        }

        @Override
        public int getMinorVersion() {
            return 7;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            throw new AssertionError("asked");
        }
    }
}
