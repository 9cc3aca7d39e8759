package dev.mooring.connection.core.internal.vend;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/** Names of sessions in the alphabet and length that all issuers share, so that an audit there leads back here. */
public final class SessionNames {
    private static final int LONGEST = 32;
    private static final int HASH = 8;

    private SessionNames() {}

    /** {@code cl-workspace-user}, other characters as underscores; one that is cut ends in a hash of the whole. */
    public static String of(String workspace, String user) {
        String whole = "cl-" + workspace + "-" + user;
        String legal = whole.replaceAll("[^A-Za-z0-9.@_-]", "_");
        if (legal.length() <= LONGEST) {
            return legal;
        }
        String hash = Hashing.sha256().hashString(whole, StandardCharsets.UTF_8).toString();
        return legal.substring(0, LONGEST - HASH - 1) + "-" + hash.substring(0, HASH);
    }
}
