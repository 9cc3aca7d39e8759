package dev.mooring.connection.core.internal.store;

import java.util.List;

/**
 * What was changed since an earlier mark.
 *
 * @param mark the mark now, which only its store understands; the same as long as nothing changed
 * @param isEverything whether anything may have changed: the names are too many, or the store is not what it was
 * @param names the connections that were changed, unless it is everything
 */
public record StoreChanges(String mark, boolean isEverything, List<Name> names) {
    /** The mark of somebody who has seen nothing yet. */
    public static final String NOTHING_SEEN = "";

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

    static StoreChanges none(String mark) {
        return new StoreChanges(mark, false, List.of());
    }

    static StoreChanges everything(String mark) {
        return new StoreChanges(mark, true, List.of());
    }

    /** Anything may have changed, to one who keeps no mark. */
    public static StoreChanges everything() {
        return everything(NOTHING_SEEN);
    }

    /** These names, to one who keeps no mark. */
    public static StoreChanges of(List<Name> names) {
        return of(NOTHING_SEEN, names);
    }

    /** These names, unless they are too many to be told apart. */
    static StoreChanges of(String mark, List<Name> names) {
        return names.size() > MOST ? everything(mark) : new StoreChanges(mark, false, names);
    }

    /** Whether nothing changed. */
    boolean areNone() {
        return !isEverything && names.isEmpty();
    }
}
