package dev.mooring.benchmarks.harness;

import dev.mooring.benchmarks.issuer.TokenService;
import dev.mooring.benchmarks.issuer.TokenService.Terms;
import dev.mooring.benchmarks.subject.MooringSubject;
import dev.mooring.benchmarks.subject.PolicyReference;
import dev.mooring.benchmarks.subject.Prefixes;
import dev.mooring.benchmarks.subject.Subject;
import dev.mooring.benchmarks.subject.SubjectKind;
import dev.mooring.benchmarks.subject.TokenType;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Connections;
import dev.mooring.connection.aws.PolicyText;
import dev.mooring.connection.core.ConnectionLayer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** What a credential and a connection cost in memory, and how much fits into a session policy. */
public final class Sizes {
    /** The work in results about memory. */
    public static final String MEMORY = "memory";

    /** The work in results about policies. */
    public static final String POLICY = "policy size";

    private static final int CREDENTIALS = 10_000;
    private static final int CONNECTIONS = 2_000;
    private static final int WARM_UPS = 500;
    private static final int COLLECTIONS = 4;
    /** What STS accepts, in characters. */
    private static final int LONGEST_POLICY = 2_048;

    private Sizes() {}

    /** Runs it. */
    public static void main(String... arguments) throws Exception {
        Run run = new Run(arguments);
        run.add(POLICY, SubjectKind.MOORING.title(), "prefixes", fitting(PolicyText::of));
        run.add(POLICY, SubjectKind.REFERENCE.title(), "prefixes", fitting(PolicyReference::of));
        for (SubjectKind kind :
                run.subjects(SubjectKind.REFERENCE, SubjectKind.MOORING, SubjectKind.AWS, SubjectKind.DATABRICKS)) {
            run.add(MEMORY, kind.title(), "B per credential", credential(kind));
        }
        connections(run);
        run.finish();
    }

    private static int fitting(Function<List<Grant>, String> writer) {
        int count = 1;
        while (count < LONGEST_POLICY
                && writer.apply(Prefixes.readWrite(count + 1)).length() <= LONGEST_POLICY) {
            count++;
        }
        return count;
    }

    private static double credential(SubjectKind kind) {
        TokenService service = new TokenService(Terms.answeringIn(Duration.ZERO));
        try (Subject subject = kind.open(service)) {
            return perPiece(
                    CREDENTIALS,
                    i -> {
                        subject.lookup("key" + i).get();
                        if (i % WARM_UPS == 0) {
                            service.forget();
                        }
                    },
                    service);
        }
    }

    /** Rows come from a store on disk, so that the store itself is not counted. */
    private static void connections(Run run) throws Exception {
        Path directory = Files.createTempDirectory("sizes");
        TokenService service = new TokenService(Terms.answeringIn(Duration.ZERO));
        try {
            int count = run.isQuick() ? CONNECTIONS / 2 : CONNECTIONS;
            try (ConnectionLayer layer = open(directory, service)) {
                Connections connections = layer.workspace("sales", "me");
                for (int i = -WARM_UPS; i < count; i++) {
                    connections.create(MooringSubject.draft(name(i)));
                }
            }
            AccessScope scope = MooringSubject.scope("all");
            try (ConnectionLayer layer = open(directory, service)) {
                Connections connections = layer.workspace("sales", "me");
                double row = perPiece(count, i -> connections.require(name(i)), service);
                run.add(MEMORY, SubjectKind.MOORING.title(), "B per row", row);
            }
            try (ConnectionLayer layer = open(directory, service)) {
                Connections connections = layer.workspace("sales", "me");
                double both = perPiece(count, i -> connections.vend(name(i), scope), service);
                run.add(MEMORY, SubjectKind.MOORING.title(), "B per connection in use", both);
            }
        } finally {
            Directories.delete(directory);
        }
    }

    private static String name(int i) {
        return i < 0 ? "warm" + -i : "c" + i;
    }

    private static ConnectionLayer open(Path directory, TokenService service) {
        return ConnectionLayer.in(directory).provider(new TokenType(service)).open();
    }

    /** After some pieces that bring in classes and grow tables. */
    private static double perPiece(int count, IntConsumer make, TokenService service) {
        for (int i = -WARM_UPS; i < 0; i++) {
            make.accept(i);
        }
        service.forget();
        long before = used();
        for (int i = 0; i < count; i++) {
            make.accept(i);
        }
        service.forget();
        return (double) (used() - before) / count;
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
