package dev.mooring.connection.core;

import java.io.IOException;

/**
 * Reads what a content property names with a scheme of the application, such as {@code volume:user://~/hive.keytab}.
 * Asked at every use, by several threads at once.
 */
@FunctionalInterface
public interface ContentReader {
    /**
     * The bytes; may block. An {@link IOException} is reported with its class only, for its message may hold anything.
     *
     * @param reference the whole value, scheme included
     */
    byte[] read(String reference) throws IOException;
}
