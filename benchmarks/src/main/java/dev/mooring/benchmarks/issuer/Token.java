package dev.mooring.benchmarks.issuer;

import java.time.Instant;

/**
 * What the service issues.
 *
 * @param serial its number, from 1
 * @param expiry its true end
 */
public record Token(long serial, Instant expiry) {
    private static final String PREFIX = "token-";

    /** The text that stands in the place of an access key id or an access token, whatever the subject calls it. */
    public String id() {
        return PREFIX + serial;
    }

    /** The serial in such a text. */
    public static long serial(String id) {
        if (!id.startsWith(PREFIX)) {
            throw new IllegalArgumentException("no id of a token");
        }
        return Long.parseLong(id.substring(PREFIX.length()));
    }
}
