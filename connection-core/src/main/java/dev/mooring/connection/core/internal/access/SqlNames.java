package dev.mooring.connection.core.internal.access;

import java.util.regex.Pattern;

/** Names as a statement spells them. */
final class SqlNames {
    private static final Pattern BARE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final Pattern UNSPELLED = Pattern.compile("[`\\p{Cntrl}]");

    private SqlNames() {}

    /**
     * The name, in back quotes where it is no bare word. What no statement can spell is replaced, so that no name continues
     * the statement that it stands in.
     */
    static String quoted(String name) {
        return BARE.matcher(name).matches()
                ? name
                : "`" + UNSPELLED.matcher(name).replaceAll("?") + "`";
    }
}
