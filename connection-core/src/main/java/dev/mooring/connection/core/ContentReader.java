package dev.mooring.connection.core;

import java.io.IOException;

/**
 * Reads what a content property names with a scheme of the application, such as {@code volume:user://~/hive.keytab}.
 * Asked at every use, by several threads at once. Any user of a workspace may name any reference: what the workspace may
 * not read, the reader refuses.
 */
@FunctionalInterface
public interface ContentReader {
    /**
     * The bytes; may block. An {@link IOException} is reported with its class only, for its message may hold anything.
     */
    byte[] read(Request request) throws IOException;

    /**
     * What to read, and for whom.
     *
     * @param workspace the workspace of the connection
     * @param connection the connection's name
     * @param reference the whole value, scheme included
     */
    record Request(String workspace, String connection, String reference) {
        @Override
        public String toString() {
            return "Request[" + workspace + "/" + connection + "]";
        }
    }
}
