package dev.mooring.connection.databricks.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.databricks.DatabricksProvider;
import dev.mooring.connection.databricks.LakebaseBackend;
import dev.mooring.testserver.postgres.TestPostgres;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Threads query a real PostgreSQL while tokens and the role's password end and are replaced, and the server is killed and
 * started again in the middle: no query fails. Longer with {@code -Dmooring.lakebase.life=12 -Dmooring.lakebase.run=120}, in
 * seconds.
 */
class LakebaseRotationTest {
    private static final Duration LIFE = Duration.ofSeconds(Long.getLong("mooring.lakebase.life", 3));
    private static final Duration RUN = Duration.ofSeconds(Long.getLong("mooring.lakebase.run", 8));
    private static final int THREADS = 8;
    /** A session that was used a moment ago is otherwise handed out unseen. */
    private static final String LOOK_AT_EACH = "com.zaxxer.hikari.aliveBypassWindowMs";

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicLong queries = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();
    /** The server dies between queries: one that is under way then can not but fail. */
    private final ReadWriteLock power = new ReentrantReadWriteLock();

    @BeforeAll
    static void lookAtEach() {
        System.setProperty(LOOK_AT_EACH, "0");
    }

    @AfterAll
    static void lookNoMore() {
        System.clearProperty(LOOK_AT_EACH);
    }

    /** The role's last password, which a server that is down learns when it is back. */
    private static final class Passwords {
        private final TestPostgres postgres;
        private Optional<Runnable> last = Optional.empty();
        private boolean isDown;

        Passwords(TestPostgres postgres) {
            this.postgres = postgres;
        }

        synchronized void issued(String user, String password, Instant until) {
            Runnable change = () -> postgres.password(user, password, until);
            last = Optional.of(change);
            if (!isDown) {
                change.run();
            }
        }

        synchronized void kill() {
            isDown = true;
            postgres.kill();
        }

        synchronized void restart() {
            postgres.restart();
            isDown = false;
            last.ifPresent(Runnable::run);
        }
    }

    @Test
    void noQueryFails() throws Exception {
        try (TestPostgres postgres = TestPostgres.start();
                LakebaseBackend backend = new LakebaseBackend(postgres);
                ConnectionLayer layer = ConnectionLayer.inMemory()
                        .provider(new DatabricksProvider())
                        .open()) {
            Passwords passwords = new Passwords(postgres);
            backend.workspace().tokensLive(LIFE).passwordsLive(LIFE).passwords(passwords::issued);
            Connections connections = layer.workspace("sales", "ann");
            ConnectionDraft.Builder draft = ConnectionDraft.of(ConnectionCategory.DATABASE, "lakebase", "LAKEBASE");
            backend.properties().forEach(draft::property);
            connections.create(draft.build());
            try (LakebaseDataSource database =
                    LakebaseDataSource.of(connections.source("lakebase", AccessScope.everything()))) {
                run(database, passwords);
            }
            System.err.println(queries + " queries by " + THREADS + " threads in " + RUN.toSeconds() + " s, "
                    + failures.size() + " failed; " + backend.workspace().calls("/oidc/") + " tokens and "
                    + backend.workspace().calls("/postgres/credentials") + " passwords of " + LIFE.toSeconds()
                    + " s; " + sessions + " sessions given up; the server was killed and started again once");
            long lives = RUN.dividedBy(LIFE);
            assertThat(failures).isEmpty();
            assertThat(backend.workspace().calls("/postgres/credentials")).isGreaterThanOrEqualTo(lives);
            assertThat(backend.workspace().calls("/oidc/")).isGreaterThanOrEqualTo(lives);
            assertThat(sessions.get()).as("sessions given up for new ones").isGreaterThan(lives);
        }
    }

    private void run(LakebaseDataSource database, Passwords passwords) throws Exception {
        Instant end = Instant.now().plus(RUN);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> query(database, end)));
            }
            all.add(threads.submit(() -> cutPower(passwords, end.minus(RUN.dividedBy(2)))));
            for (Future<?> each : all) {
                each.get(RUN.toSeconds() + 90, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void query(LakebaseDataSource database, Instant end) {
        for (int count = 1; Instant.now().isBefore(end); count++) {
            power.readLock().lock();
            try (var session = database.getConnection();
                    Statement statement = session.createStatement();
                    ResultSet row = statement.executeQuery("SELECT current_user")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo(LakebaseBackend.CLIENT_ID);
                queries.incrementAndGet();
                if (count % 20 == 0) {
                    database.unwrap(HikariDataSource.class).evictConnection(session);
                    sessions.incrementAndGet();
                }
            } catch (SQLException | AssertionError e) {
                failures.add(e);
            } finally {
                power.readLock().unlock();
            }
        }
    }

    private void cutPower(Passwords passwords, Instant when) {
        await().atMost(RUN).until(() -> Instant.now().isAfter(when));
        power.writeLock().lock();
        try {
            passwords.kill();
        } finally {
            power.writeLock().unlock();
        }
        passwords.restart();
    }
}
