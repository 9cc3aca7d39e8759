package dev.mooring.benchmarks.store;

import dev.mooring.benchmarks.harness.Run;
import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Terms;
import dev.mooring.benchmarks.subject.SubjectKind;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** CREATE, DESC and SHOW over few and many connections, beside plain JDBC that writes and reads the same rows. */
public final class StoreWork {
    /** How many connections the store holds. */
    public static final List<Integer> SIZES = List.of(10, 10_000, 100_000);

    /** What is done. */
    public enum Statement {
        CREATE,
        DESC,
        SHOW
    }

    private static final String RAW = "raw JDBC";
    private static final String WORKSPACE = "sales";
    private static final String LIKE = "like";
    private static final String PREFIX = "p";
    private static final int PAGE = 100;
    private static final int ROUNDS = 9;
    private static final int WARM_UPS = 4;
    /** Enough for the compiler to be done with what a node that runs for long does again and again. */
    private static final int ROUNDS_OF_NEW_PROCESS = 40;

    private static final int SIZE_OF_NEW_PROCESS = 1_000;
    private static final int SMALLEST = SIZES.get(0);

    private final Run run;
    private final String database;
    private final int size;
    private final ConnectionSql sql;
    private final RawRows raw;
    private final Random random = new Random(7);
    private int created;

    private StoreWork(Run run, String database, int size, ConnectionSql sql, RawRows raw) {
        this.run = run;
        this.database = database;
        this.size = size;
        this.sql = sql;
        this.raw = raw;
    }

    /** The work in results. */
    public static String work(String database, Statement statement) {
        return statement + " " + database;
    }

    /** The metric at that number of connections. */
    public static String metric(int size) {
        return String.format(Locale.ROOT, "us at %,d", size);
    }

    /** Runs it. */
    public static void main(String... arguments) throws Exception {
        Run run = new Run(arguments);
        for (Database.Kind kind : Database.Kind.values()) {
            try (Database database = kind.open()) {
                measure(run, kind, database, SIZE_OF_NEW_PROCESS, new Rounds(-ROUNDS_OF_NEW_PROCESS, 0));
            }
            for (int size : SIZES) {
                try (Database database = kind.open()) {
                    measure(run, kind, database, size, new Rounds(-WARM_UPS, run.isQuick() ? 3 : ROUNDS));
                }
            }
        }
        run.finish();
    }

    /**
     * Which rounds are made.
     *
     * @param first those before 0 do not count
     * @param end the one after the last
     */
    private record Rounds(int first, int end) {}

    private static void measure(Run run, Database.Kind kind, Database database, int size, Rounds rounds)
            throws Exception {
        TokenService service = new TokenService(Terms.answeringIn(Duration.ZERO));
        try (ConnectionLayer layer = kind.layer(database.address(), database.keyring(), service)) {
            ConnectionSql sql = layer.sql(WORKSPACE, "me");
            sql.execute(create(LIKE));
            RawRows raw = new RawRows(database.dataSource(), LIKE);
            raw.fill(size, PREFIX);
            database.settle();
            StoreWork work = new StoreWork(run, kind.title(), size, sql, raw);
            for (int round = rounds.first(); round < rounds.end(); round++) {
                work.round(round >= 0);
            }
        }
    }

    /** One after another in each round, so that what else the machine does falls on all. */
    private void round(boolean counts) throws Exception {
        // the smallest store must stay small
        int writes = size == SMALLEST ? SMALLEST / 2 : 100;
        List<String> names = new ArrayList<>();
        String reference = SubjectKind.REFERENCE.title();
        String mooring = SubjectKind.MOORING.title();
        timed(counts, Statement.CREATE, RAW, writes, () -> raw.insert(next(names)));
        timed(counts, Statement.CREATE, reference, writes, () -> raw.insertSealed(next(names)));
        timed(counts, Statement.CREATE, mooring, writes, () -> sql.execute(create(next(names))));
        raw.remove(names);
        timed(counts, Statement.DESC, reference, 300, () -> require(1, raw.read(WORKSPACE, some())));
        timed(counts, Statement.DESC, mooring, 300, () -> sql.execute("DESC CONNECTION " + some()));
        int expected = Math.min(size, PAGE);
        timed(counts, Statement.SHOW, reference, 60, () -> require(expected, raw.readPrefix(WORKSPACE, PREFIX, PAGE)));
        timed(
                counts,
                Statement.SHOW,
                mooring,
                60,
                () -> require(
                        expected,
                        sql.execute("SHOW CONNECTIONS LIKE '" + PREFIX + "%' LIMIT " + PAGE)
                                .rows()
                                .size()));
    }

    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }

    private void timed(boolean counts, Statement statement, String subject, int times, Act act) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            act.run();
        }
        double micros = (System.nanoTime() - start) / 1e3 / times;
        if (counts) {
            run.add(work(database, statement), subject, metric(size), micros);
        }
    }

    private String next(List<String> names) {
        String name = "n" + created++;
        names.add(name);
        return name;
    }

    private String some() {
        return PREFIX + random.nextInt(size);
    }

    private static String create(String name) {
        return "CREATE STORAGE CONNECTION " + name
                + " TYPE TOKENS ENDPOINT = 'tokens.example' ACCESS_KEY = 'a-secret-key'";
    }

    private static void require(int expected, int found) {
        if (expected != found) {
            throw new IllegalStateException("expected " + expected + " rows and found " + found);
        }
    }
}
