package dev.mooring.connection;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * Which connections of a workspace to list, of those sorted by name: the ones whose names begin so, behind a name, and so
 * many at most. What lists page by page holds a page in memory, however many there are. Letter case is ignored.
 *
 * @param prefix how the names begin; empty for all
 * @param after the last name of the page before, which need not exist any more; none for the first page
 * @param size how many connections at most, from 1 to {@value #MOST}
 */
public record Page(String prefix, Optional<String> after, int size) {
    /** The most connections of a page. */
    public static final int MOST = 1_000;

    /** Keeps prefix and name in lower case. */
    public Page {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("a page has 1 to " + MOST + " connections");
        }
        prefix = prefix.toLowerCase(Locale.ROOT);
        after = after.map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** The first page of all connections. */
    public static Page of(int size) {
        return new Page("", Optional.empty(), size);
    }

    /** The same page, of names that begin so. */
    public Page startingWith(String start) {
        return new Page(requireNonNull(start, "start"), after, size);
    }

    /** The page behind the connection of that name. */
    public Page after(String name) {
        return new Page(prefix, Optional.of(name), size);
    }

    /** Whether the name could be on it: begins so and comes behind. */
    public boolean admits(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return key.startsWith(prefix)
                && after.filter(last -> key.compareTo(last) <= 0).isEmpty();
    }
}
