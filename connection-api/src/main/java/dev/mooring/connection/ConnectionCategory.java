package dev.mooring.connection;

import java.util.Locale;
import java.util.Optional;

/** What a connection reaches: a service, a place for data, a metastore or a database. */
public enum ConnectionCategory {
    API,
    STORAGE,
    CATALOG,
    /** JDBC, MongoDB and managed databases: an extension of the published dialect. */
    DATABASE;

    /** The category of that keyword in any letter case, or empty. */
    public static Optional<ConnectionCategory> named(String keyword) {
        String upper = keyword.toUpperCase(Locale.ROOT);
        for (ConnectionCategory category : values()) {
            if (category.name().equals(upper)) {
                return Optional.of(category);
            }
        }
        return Optional.empty();
    }
}
