package dev.mooring.connection.core.internal.store;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/**
 * A database behind a pool of the store's own.
 *
 * @param pool closed with the store
 */
record PooledDatabase(HikariDataSource pool) implements StoreDatabase {
    @Override
    public DataSource connections() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
