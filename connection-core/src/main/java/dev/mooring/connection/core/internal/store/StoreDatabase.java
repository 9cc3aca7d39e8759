package dev.mooring.connection.core.internal.store;

import java.util.function.Consumer;
import javax.sql.DataSource;

/** The database that a store is kept in, opened for it and closed with it. */
public interface StoreDatabase extends AutoCloseable {
    /** Connections to it. */
    DataSource connections();

    /** Tells the watcher of changes as soon as they are committed, if the database calls; else nobody does. */
    default void watch(Consumer<StoreChanges> watcher) {}

    @Override
    void close();
}
