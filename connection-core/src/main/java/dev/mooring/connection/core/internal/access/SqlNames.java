package dev.mooring.connection.core.internal.access;

import java.util.regex.Pattern;

/** Names as a statement spells them. */
final class SqlNames {
    private static final Pattern BARE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private SqlNames() {}

    /** The name, in back quotes where it is no bare word. */
    static String quoted(String name) {
        return BARE.matcher(name).matches() ? name : "`" + name + "`";
    }
}
