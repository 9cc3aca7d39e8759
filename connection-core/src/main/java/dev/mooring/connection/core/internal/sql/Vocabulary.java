package dev.mooring.connection.core.internal.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of the dialect. None is ever a secret, so these alone may be repeated to a reader without a doubt. */
final class Vocabulary {
    /** The words that can start a statement. */
    static final List<String> VERBS = List.of("CREATE", "SHOW", "DESC", "DESCRIBE", "DROP", "ALTER", "TEST", "SELECT");

    /** The categories, as they stand before CONNECTION. */
    static final List<String> KINDS = List.of("API", "STORAGE", "CATALOG", "DATABASE");

    private static final Set<String> CLAUSES = Set.of(
            "OR",
            "REPLACE",
            "CONNECTION",
            "CONNECTIONS",
            "IF",
            "NOT",
            "EXISTS",
            "TYPE",
            "WITH",
            "PROPERTIES",
            "COMMENT",
            "COMMENTS",
            "LIKE",
            "WHERE",
            "LIMIT",
            "FROM",
            "EXTENDED",
            "SET",
            "UNSET",
            "TAG",
            "ENABLE",
            "DISABLE",
            "RENAME",
            "SCOPE",
            "WRITE",
            "AND",
            "IN",
            "TIMESTAMP",
            "AS");

    /** Bare words that are no name: where a name was forgotten, one of these follows. */
    private static final Set<String> NO_NAMES = Set.of(
            "TYPE",
            "IF",
            "NOT",
            "EXISTS",
            "WITH",
            "PROPERTIES",
            "SET",
            "UNSET",
            "ENABLE",
            "DISABLE",
            "EXTENDED",
            "CONNECTION",
            "CONNECTIONS",
            "SCOPE",
            "COMMENT",
            "AS");

    private Vocabulary() {}

    static boolean isKeyword(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return CLAUSES.contains(upper) || VERBS.contains(upper) || KINDS.contains(upper);
    }

    static boolean isVerb(String word) {
        return VERBS.contains(word.toUpperCase(Locale.ROOT));
    }

    static boolean canBeBareName(String word) {
        return !NO_NAMES.contains(word.toUpperCase(Locale.ROOT));
    }
}
