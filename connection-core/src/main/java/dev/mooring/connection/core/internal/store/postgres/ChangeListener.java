package dev.mooring.connection.core.internal.store.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mooring.connection.core.internal.store.StoreChanges;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears on a connection of its own what any node changed. Whenever it begins to hear, also after it was cut off, it says
 * that anything may have changed. It comes back by itself; what it misses meanwhile is found by asking.
 */
final class ChangeListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);
    private static final JsonFactory JSON = new JsonFactory();

    /** The trigger on the audit calls on a channel that is named after that table, for a database may hold many stores. */
    private static final String CHANNEL = "SELECT 'mooring_' || 'audit'::regclass::oid";

    private static final int LISTEN_MILLIS = 10_000;
    private static final int ALIVE_SECONDS = 5;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final DataSource source;
    private final Consumer<StoreChanges> watcher;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object lock = new Object();
    private java.sql.@Nullable Connection listening;

    ChangeListener(DataSource source, Consumer<StoreChanges> watcher) {
        this.source = source;
        this.watcher = watcher;
    }

    void start() {
        Thread thread = new Thread(this::run, "mooring-store-listener");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        do {
            try (var jdbc = source.getConnection()) {
                if (!hold(jdbc)) {
                    return;
                }
                PGConnection calls = listen(jdbc);
                pause = FIRST_PAUSE_MILLIS;
                hear(jdbc, calls);
            } catch (SQLException | RuntimeException e) {
                if (!isClosed()) {
                    LOG.info("the store does not call for a while, so changes are asked for: {}", e.getMessage());
                }
            } finally {
                letGo();
            }
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        } while (!isClosedAfter(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2)));
    }

    private PGConnection listen(java.sql.Connection jdbc) throws SQLException {
        jdbc.setAutoCommit(true);
        PGConnection calls = jdbc.unwrap(PGConnection.class);
        try (Statement statement = jdbc.createStatement()) {
            String channel;
            try (ResultSet row = statement.executeQuery(CHANNEL)) {
                row.next();
                channel = row.getString(1);
            }
            statement.execute("LISTEN " + channel);
        }
        watcher.accept(StoreChanges.everything());
        return calls;
    }

    private void hear(java.sql.Connection jdbc, PGConnection calls) throws SQLException {
        while (!isClosed()) {
            PGNotification[] heard = calls.getNotifications(LISTEN_MILLIS);
            if (heard == null || heard.length == 0) {
                // a server may be gone without a word
                if (!jdbc.isValid(ALIVE_SECONDS)) {
                    throw new SQLException("the connection that listens is dead");
                }
                continue;
            }
            for (PGNotification each : heard) {
                watcher.accept(changes(each.getParameter()));
            }
        }
    }

    /** What a call says; what can not be read may mean anything. */
    static StoreChanges changes(String payload) {
        try (JsonParser json = JSON.createParser(payload)) {
            if (json.nextToken() == JsonToken.START_ARRAY) {
                String workspace = json.nextTextValue();
                String name = json.nextTextValue();
                if (workspace != null && name != null) {
                    return StoreChanges.of(List.of(new StoreChanges.Name(workspace, name)));
                }
            }
        } catch (IOException e) {
            LOG.debug("a call of the store says nothing that can be read");
        }
        return StoreChanges.everything();
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    private boolean hold(java.sql.Connection jdbc) {
        synchronized (lock) {
            listening = jdbc;
            return !isClosed();
        }
    }

    private void letGo() {
        synchronized (lock) {
            listening = null;
        }
    }

    /** Waits; whether it was closed meanwhile. */
    private boolean isClosedAfter(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Ends the thread, also while it waits for a call. */
    @Override
    public void close() {
        closing.countDown();
        synchronized (lock) {
            if (listening != null) {
                try {
                    listening.abort(Runnable::run);
                } catch (SQLException e) {
                    LOG.debug("the connection that listens did not close: {}", e.toString());
                }
            }
        }
    }
}
