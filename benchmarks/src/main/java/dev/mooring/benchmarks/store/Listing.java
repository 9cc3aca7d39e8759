package dev.mooring.benchmarks.store;

import dev.mooring.benchmarks.harness.Jvm;
import dev.mooring.benchmarks.harness.PeakMemory;
import dev.mooring.benchmarks.harness.Run;
import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Terms;
import dev.mooring.benchmarks.subject.MooringSubject;
import dev.mooring.benchmarks.subject.SubjectKind;
import dev.mooring.connection.core.ConnectionLayer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a process needs that lists all connections page by page, in a heap that could not hold them. */
public final class Listing {
    /** How many connections a page holds. */
    static final int PAGE = 500;

    private static final String HEAP = "-Xmx48m";
    /** How many are listed. */
    public static final List<Integer> SIZES = List.of(PAGE, 100_000);

    private Listing() {}

    /** The work in results. */
    public static String work(String database) {
        return "listing " + database;
    }

    /** The metric of the memory at that number of connections. */
    public static String metric(int connections) {
        return String.format(Locale.ROOT, "MB for %,d", connections);
    }

    /** Runs it. */
    public static void main(String... arguments) throws Exception {
        Run run = new Run(arguments);
        for (Database.Kind kind : Database.Kind.values()) {
            for (int size : SIZES) {
                measure(run, kind, size);
            }
        }
        run.finish();
    }

    private static void measure(Run run, Database.Kind kind, int size) throws Exception {
        TokenService service = new TokenService(Terms.answeringIn(Duration.ZERO));
        try (Database database = kind.open()) {
            try (ConnectionLayer layer = kind.layer(database.address(), database.keyring(), service)) {
                layer.workspace(WatchingNode.WORKSPACE, "me").create(MooringSubject.draft("like"));
                new RawRows(database.dataSource(), "like").fill(size - 1, "p");
                database.settle();
            }
            int rounds = run.isQuick() ? 1 : 3;
            for (int round = 0; round < rounds; round++) {
                String output = Jvm.output(
                        ListingNode.class,
                        List.of(HEAP, "-XX:+UseSerialGC"),
                        List.of(
                                kind.name(),
                                database.address(),
                                database.keyring().toString(),
                                Integer.toString(size)));
                run.add(work(kind.title()), SubjectKind.MOORING.title(), metric(size), PeakMemory.megabytes(output));
            }
        }
    }
}
