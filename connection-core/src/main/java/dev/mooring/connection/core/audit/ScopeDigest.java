package dev.mooring.connection.core.audit;

import com.google.common.hash.Hashing;
import dev.mooring.connection.AccessScope;
import java.nio.charset.StandardCharsets;

/** What an entry tells of a scope: enough to recognise one, and nothing to read in it. */
public final class ScopeDigest {
    private static final int LENGTH = 16;

    private ScopeDigest() {}

    /**
     * {@code everything}, or the first 16 hexadecimal digits of the SHA-256 of the scope's text: its grants in their
     * normalised order, each {@code resource=ACTION,ACTION}, separated by a semicolon and a blank.
     */
    public static String of(AccessScope scope) {
        return scope.isEverything()
                ? "everything"
                : Hashing.sha256()
                        .hashString(scope.toString(), StandardCharsets.UTF_8)
                        .toString()
                        .substring(0, LENGTH);
    }
}
