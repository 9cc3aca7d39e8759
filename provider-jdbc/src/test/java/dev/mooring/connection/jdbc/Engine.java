package dev.mooring.connection.jdbc;

import dev.mooring.connection.RawProperty;
import dev.mooring.connection.jdbc.server.Databases;
import dev.mooring.connection.tck.TypeRig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The servers of the tests, each with the driver that a connection of it uses. */
enum Engine {
    POSTGRESQL(
            "127.0.0.1", "postgres", "public", databases -> databases.postgres().port()),
    MARIADB("localhost", "ledger", "ledger", databases -> databases.mariaDb().port()),
    /** MySQL's driver, for want of a MySQL against MariaDB, which speaks its protocol. */
    MYSQL("localhost", "ledger", "ledger", databases -> databases.mariaDb().port()),
    H2("127.0.0.1", "mem:ledger", "PUBLIC", databases -> databases.h2().port());

    private final String host;
    private final String database;
    private final String schema;
    private final Function<Databases, Integer> port;

    Engine(String host, String database, String schema, Function<Databases, Integer> port) {
        this.host = host;
        this.database = database;
        this.schema = schema;
        this.port = port;
    }

    /** A name that its certificate holds. */
    String host() {
        return host;
    }

    int port(Databases databases) {
        return port.apply(databases);
    }

    boolean isEncrypted() {
        return this != H2;
    }

    /** The table that the user may read, for SQL. */
    String table() {
        return schema + ".orders";
    }

    /** A connection of the user. */
    List<RawProperty> properties(Databases databases) {
        return properties(databases, port(databases), Databases.PASSWORD);
    }

    /** A connection to another port, with another password, and with others as names and values in turn: an empty value leaves one out. */
    List<RawProperty> properties(Databases databases, int toPort, String password, String... more) {
        List<RawProperty> all = new ArrayList<>(TypeRig.properties(
                "JDBC_CONNECTION_URL", url(host, toPort, database), "USERNAME", Databases.USER, "PASSWORD", password));
        if (!isEncrypted()) {
            all.addAll(TypeRig.properties("JDBC_ENFORCE_SSL", "false"));
        } else {
            all.addAll(TypeRig.properties(
                    "CUSTOM_JDBC_CERT", authority(databases), "SKIP_CUSTOM_JDBC_CERT_VALIDATION", "true"));
        }
        for (RawProperty property : TypeRig.properties(more)) {
            all.removeIf(other -> other.key().equals(property.key()));
            if (!property.values().equals(List.of(""))) {
                all.add(property);
            }
        }
        return all;
    }

    String url(String toHost, int toPort, String toDatabase) {
        String prefix = this == H2 ? "jdbc:h2:tcp" : "jdbc:" + name().toLowerCase(java.util.Locale.ROOT);
        return prefix + "://" + toHost + ":" + toPort + "/" + toDatabase;
    }

    private String authority(Databases databases) {
        return this == POSTGRESQL
                ? databases.postgres().certificatePem()
                : databases.authority().pem();
    }

    void password(Databases databases, String password) {
        switch (this) {
            case POSTGRESQL -> databases.postgresPassword(password);
            case MARIADB, MYSQL -> databases.mariaDbPassword(password);
            case H2 -> databases.h2().execute("ALTER USER ann SET PASSWORD '" + password.replace("'", "''") + "'");
        }
    }
}
