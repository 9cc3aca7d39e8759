package dev.mooring.connection.hdfs;

import dev.mooring.connection.property.HostPort;
import java.util.Optional;

/**
 * What NAME_NODE names.
 *
 * @param authority as it stands in URIs of the file system
 * @param server the only name node; empty when the authority is a nameservice
 */
record NameNode(String authority, Optional<HostPort> server) {
    private static final String SCHEME = "hdfs://";

    /** Reads a text of the property's form. */
    static NameNode of(String text) {
        String authority = stripped(text);
        return authority.matches(".*:\\d+")
                ? new NameNode(authority, Optional.of(HostPort.of(authority)))
                : new NameNode(authority, Optional.empty());
    }

    /** Whether a text of the property's form names a nameservice, or a server with a port in range. */
    static boolean isLegal(String text) {
        try {
            of(text);
            return !stripped(text).endsWith("]");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String stripped(String text) {
        String rest = text.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? text.substring(SCHEME.length()) : text;
        return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    }
}
