package dev.mooring.connection.core.internal.sql;

import dev.mooring.connection.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A column of SHOW CONNECTIONS, in the order in which they are shown. */
public enum ShowColumn implements Column<Connection> {
    NAME,
    CATEGORY,
    TYPE,
    ENABLED,
    CREATED_TIME;

    /** The titles of all columns. */
    public static List<String> titles() {
        return Column.titles(List.of(values()));
    }

    @Override
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String text(Connection connection) {
        return switch (this) {
            case NAME -> connection.name();
            case CATEGORY -> connection.type().category().name();
            case TYPE -> connection.type().listedName();
            case ENABLED -> enabled(connection);
            case CREATED_TIME -> SqlTime.shown(connection.audit().created());
        };
    }

    @Override
    public String key(Connection connection) {
        return isTime() ? SqlTime.key(connection.audit().created()) : Column.folded(text(connection));
    }

    @Override
    public Optional<String> key(String written) {
        return isTime() ? SqlTime.key(written) : Optional.of(Column.folded(written));
    }

    @Override
    public boolean isTime() {
        return this == CREATED_TIME;
    }

    /** Whether the connection is enabled, in the dialect's words. */
    public static String enabled(Connection connection) {
        return connection.enabled() ? "ENABLED" : "DISABLED";
    }
}
