package dev.mooring.connection.core.internal.store.postgres;

import dev.mooring.connection.core.internal.store.StoreChanges;
import dev.mooring.connection.core.internal.store.StoreDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A database whose changes are heard on one more connection. */
final class PostgresDatabase implements StoreDatabase {
    private final DataSource connections;
    private final DataSource listening;
    private final Runnable pool;
    private final List<ChangeListener> listeners = new ArrayList<>();

    /**
     * A database.
     *
     * @param connections to it
     * @param listening where the connection comes from that listens
     * @param pool what else is closed with it
     */
    PostgresDatabase(DataSource connections, DataSource listening, Runnable pool) {
        this.connections = connections;
        this.listening = listening;
        this.pool = pool;
    }

    @Override
    public DataSource connections() {
        return connections;
    }

    @Override
    public void watch(Consumer<StoreChanges> watcher) {
        ChangeListener listener = new ChangeListener(listening, watcher);
        listeners.add(listener);
        listener.start();
    }

    @Override
    public void close() {
        listeners.forEach(ChangeListener::close);
        pool.run();
    }
}
