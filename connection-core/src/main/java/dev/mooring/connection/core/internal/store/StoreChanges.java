package dev.mooring.connection.core.internal.store;

import java.util.List;

/**
 * What was changed since an earlier mark.
 *
 * @param mark the mark now; the same as long as nothing changed
 * @param isEverything whether anything may have changed: the names are too many, or the store is not what it was
 * @param names the connections that were changed, unless it is everything
 */
public record StoreChanges(long mark, boolean isEverything, List<Name> names) {
    /** The mark of somebody who has seen nothing yet. */
    public static final long NOTHING_SEEN = -1;

    /** How many names are told apart. */
    static final int MOST = 1_000;

    /** Copies the list. */
    public StoreChanges {
        names = List.copyOf(names);
    }

    /**
     * A connection's name.
     *
     * @param workspace its workspace
     * @param name its name
     */
    public record Name(String workspace, String name) {}

    static StoreChanges none(long mark) {
        return new StoreChanges(mark, false, List.of());
    }

    static StoreChanges everything(long mark) {
        return new StoreChanges(mark, true, List.of());
    }

    /** Whether nothing changed. */
    boolean areNone() {
        return !isEverything && names.isEmpty();
    }
}
