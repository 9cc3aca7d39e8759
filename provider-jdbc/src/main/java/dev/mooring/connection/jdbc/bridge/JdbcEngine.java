package dev.mooring.connection.jdbc.bridge;

import java.util.List;
import java.util.Locale;

/** The databases that a connection can name, with the drivers that may speak to each. */
public enum JdbcEngine {
    /** PostgreSQL. */
    POSTGRESQL(5432, "org.postgresql.Driver"),
    /** MySQL. */
    MYSQL(3306, "com.mysql.cj.jdbc.Driver", "com.mysql.jdbc.Driver"),
    /** MariaDB. */
    MARIADB(3306, "org.mariadb.jdbc.Driver"),
    /** Amazon Redshift. */
    REDSHIFT(5439, "com.amazon.redshift.jdbc.Driver", "com.amazon.redshift.jdbc42.Driver"),
    /** Microsoft SQL Server. */
    SQLSERVER(1433, "com.microsoft.sqlserver.jdbc.SQLServerDriver"),
    /** Oracle, by its thin driver. */
    ORACLE(1521, "oracle.jdbc.OracleDriver", "oracle.jdbc.driver.OracleDriver"),
    /** An H2 server, by TCP. */
    H2(9092, "org.h2.Driver"),
    /** A SQLite file of this machine. */
    SQLITE(0, "org.sqlite.JDBC");

    private final int port;
    private final List<String> drivers;

    JdbcEngine(int port, String... drivers) {
        this.port = port;
        this.drivers = List.of(drivers);
    }

    /** The port it listens at when nobody says another one; zero for a file. */
    public int port() {
        return port;
    }

    /** The classes of its drivers, the usual one first. */
    public List<String> drivers() {
        return drivers;
    }

    /** Whether it is a server; else it is a file. */
    public boolean isServer() {
        return this != SQLITE;
    }

    /** What its URLs start with, for instance {@code jdbc:mysql:}. */
    public String prefix() {
        return switch (this) {
            case ORACLE -> "jdbc:oracle:thin:";
            case H2 -> "jdbc:h2:tcp:";
            default -> "jdbc:" + name().toLowerCase(Locale.ROOT) + ":";
        };
    }
}
