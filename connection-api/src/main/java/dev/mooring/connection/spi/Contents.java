package dev.mooring.connection.spi;

import dev.mooring.connection.credential.Secret;
import java.nio.file.Path;

/**
 * Opens values that stand for something else: a content property that names a file, and a secret that the application
 * encrypted. Files are read anew at each call, so that a replaced one is seen. Safe for use by threads; blocks for the
 * reading.
 */
public interface Contents {
    /**
     * What a value of {@link dev.mooring.connection.property.PropertySpec#content} means: the text itself, what stands
     * behind {@code base64:}, or the bytes of the file it names. Fails with
     * {@link dev.mooring.connection.ConnectionError#CONTENT_UNREADABLE}.
     */
    Secret open(String value);

    /** As {@link #open(String)}, of {@link dev.mooring.connection.property.PropertySpec#secretContent}. */
    Secret open(Secret value);

    /**
     * The file that a value names by its absolute path, without links and dots: for what insists on a path and reads the file
     * itself, such as an embedded database. Fails with
     * {@link dev.mooring.connection.ConnectionError#CONTENT_UNREADABLE} unless it is there and the workspace may name it. What
     * is done to the path afterwards is not looked at again.
     */
    Path locate(String path);

    /**
     * Opens a ciphertext with the application's decryptor; fails with
     * {@link dev.mooring.connection.ConnectionError#NOT_CONFIGURED} when it has none.
     *
     * @param property the property's name, for the decryptor and for messages
     */
    Secret decrypt(String property, Secret ciphertext);
}
