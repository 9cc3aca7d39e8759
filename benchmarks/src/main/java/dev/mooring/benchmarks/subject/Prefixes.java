package dev.mooring.benchmarks.subject;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.AccessScope.Grant;
import dev.mooring.connection.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The grants that writers of policies are measured with. */
public final class Prefixes {
    private Prefixes() {}

    /** Reading and writing below that many prefixes of 20 characters in one bucket. */
    public static List<Grant> readWrite(int count) {
        return AccessScope.of(IntStream.range(0, count)
                        .mapToObj(i -> new Grant(
                                Resource.parse("s3://lakehouse/warehouse/part-%04d/".formatted(i)),
                                Set.of(Action.READ, Action.LIST, Action.WRITE, Action.DELETE)))
                        .toList())
                .grants();
    }
}
