package dev.mooring.connection.spi;

import dev.mooring.connection.credential.Secret;
import java.nio.file.Path;

/**
 * What one connection keeps open: made on first use, closed by core after ALTER, DISABLE, DROP, idling and the end of the
 * layer. Safe for use by threads.
 */
public interface Resources {
    /** The one resource of that kind, opened on first use. */
    <T extends AutoCloseable> T get(Class<T> kind, Opening<T> opening) throws Exception;

    /** A file of mode 600 with the content, for what insists on a path; removed with the connection's resources. */
    Path file(String name, Secret content);

    /**
     * Opens a resource.
     *
     * @param <T> its kind
     */
    @FunctionalInterface
    interface Opening<T extends AutoCloseable> {
        /** Opens it. */
        T open() throws Exception;
    }
}
