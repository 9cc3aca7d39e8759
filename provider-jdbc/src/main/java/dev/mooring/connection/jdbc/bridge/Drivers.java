package dev.mooring.connection.jdbc.bridge;

import dev.mooring.connection.ConnectionException;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes drivers by their class, without {@link java.sql.DriverManager}, whose list is one for the whole process and would let
 * another driver answer. Only classes that an engine admits are looked for.
 */
final class Drivers {
    private Drivers() {}

    /** A driver of the endpoint's class; fails with {@link JdbcError#JDBC_DRIVER_MISSING} when nobody added it. */
    static Driver of(JdbcEndpoint endpoint) {
        if (!endpoint.engine().drivers().contains(endpoint.driver())) {
            throw new ConnectionException(
                    JdbcError.JDBC_DRIVER_MISSING,
                    "a class that is no driver of " + endpoint.engine() + " is not loaded");
        }
        for (ClassLoader loader : loaders()) {
            try {
                return Class.forName(endpoint.driver(), true, loader)
                        .asSubclass(Driver.class)
                        .getConstructor()
                        .newInstance();
            } catch (ClassNotFoundException e) {
                // the next one may know it
            } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
                throw unusable(endpoint, e);
            }
        }
        throw new ConnectionException(
                JdbcError.JDBC_DRIVER_MISSING,
                "the driver of " + endpoint.engine() + ", " + endpoint.driver() + ", is not on the class path");
    }

    /**
     * A session by a driver of the endpoint's class. A driver that does not know one of the guards is not used: it would take no
     * notice of it. A driver of a version for which nothing here was made is not used either.
     */
    static java.sql.Connection connect(JdbcEndpoint endpoint, Properties properties) throws SQLException {
        Driver driver = of(endpoint);
        String url = endpoint.loginUrl();
        try {
            requireGuards(driver, endpoint, url);
            return Optional.ofNullable(driver.connect(url, properties))
                    .orElseThrow(() ->
                            new SQLException("the driver " + endpoint.driver() + " does not take its URL", "08001"));
        } catch (LinkageError e) {
            throw unusable(endpoint, e);
        }
    }

    static void requireGuards(Driver driver, JdbcEndpoint endpoint, String url) throws SQLException {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (DriverPropertyInfo property : driver.getPropertyInfo(url, new Properties())) {
            known.add(property.name);
        }
        for (String guard : DriverSettings.guards(endpoint.engine())) {
            if (!known.contains(guard)) {
                throw new ConnectionException(
                        JdbcError.JDBC_DRIVER_MISSING,
                        "the driver " + endpoint.driver() + " " + driver.getMajorVersion() + "."
                                + driver.getMinorVersion() + " knows no property " + guard
                                + ", without which it is not used",
                        "use a newer version of the driver");
            }
        }
    }

    private static ConnectionException unusable(JdbcEndpoint endpoint, Throwable failure) {
        return new ConnectionException(
                JdbcError.JDBC_DRIVER_MISSING,
                "the driver " + endpoint.driver() + " can not be used: "
                        + failure.getClass().getName(),
                "use a version of the driver that this JVM can load, and a newer one if there is one",
                failure);
    }

    private static List<ClassLoader> loaders() {
        List<ClassLoader> loaders = new ArrayList<>();
        Optional.ofNullable(Drivers.class.getClassLoader()).ifPresent(loaders::add);
        Optional.ofNullable(Thread.currentThread().getContextClassLoader()).ifPresent(loaders::add);
        return loaders;
    }
}
