package dev.mooring.connection.core.internal.store;

import java.util.Comparator;
import java.util.Locale;

/**
 * Where a row stands: its name is matched ignoring letter case.
 *
 * @param workspace its workspace
 * @param name its name in lower case
 */
record RowName(String workspace, String name) implements Comparable<RowName> {
    private static final Comparator<RowName> ORDER =
            Comparator.comparing(RowName::workspace).thenComparing(RowName::name);

    static RowName of(String workspace, String name) {
        return new RowName(workspace, name.toLowerCase(Locale.ROOT));
    }

    static RowName of(StoredConnection row) {
        return of(row.connection().workspace(), row.connection().name());
    }

    @Override
    public int compareTo(RowName other) {
        return ORDER.compare(this, other);
    }
}
