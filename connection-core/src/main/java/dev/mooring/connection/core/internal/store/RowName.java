package dev.mooring.connection.core.internal.store;

import java.util.Comparator;
import java.util.Locale;

/**
 * Where a row stands: its name is matched ignoring letter case.
 *
 * @param workspace its workspace
 * @param name its name in lower case
 */
public record RowName(String workspace, String name) implements Comparable<RowName> {
    private static final Comparator<RowName> ORDER =
            Comparator.comparing(RowName::workspace).thenComparing(RowName::name);

    static RowName of(String workspace, String name) {
        return new RowName(workspace, key(name));
    }

    /** What names of one connection have in common: other ways to ignore case find other names alike. */
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether both are names of one connection. */
    public static boolean isSame(String one, String other) {
        return key(one).equals(key(other));
    }

    static RowName of(StoredConnection row) {
        return of(row.connection().workspace(), row.connection().name());
    }

    @Override
    public int compareTo(RowName other) {
        return ORDER.compare(this, other);
    }
}
