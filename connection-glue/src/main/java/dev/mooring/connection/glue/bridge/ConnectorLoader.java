package dev.mooring.connection.glue.bridge;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.property.PropertyValues;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connector of a MARKETPLACE or CUSTOM connection, in a class loader of its own that sees the JDK and the connector's
 * jar only. Made by an application that decides to run it: no connection is created, tested or vended by loading its class.
 * Safe for use by threads; closing it closes the jar.
 */
public final class ConnectorLoader implements AutoCloseable {
    private static final String CLASS_NAME = "CONNECTOR_CLASS_NAME";

    private final String connection;
    private final String className;
    private final URLClassLoader loader;

    private ConnectorLoader(String connection, String className, URLClassLoader loader) {
        this.connection = connection;
        this.className = className;
        this.loader = loader;
    }

    /**
     * A loader of the class that the connection names, from a jar that the application fetched from where the connection's
     * CONNECTOR_URL says and trusts. Fails with {@link ConnectionError#INVALID_PROPERTIES} when the connection names no
     * class and with {@link ConnectionError#CONTENT_UNREADABLE} when there is no such file.
     */
    public static ConnectorLoader of(Connection connection, Path jar) {
        String className = text(connection)
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.INVALID_PROPERTIES,
                        "connection " + connection.name() + " names no " + CLASS_NAME,
                        "set " + CLASS_NAME + " with ALTER CONNECTION"));
        try {
            if (!Files.isRegularFile(jar)) {
                throw unreadable(connection.name(), jar, null);
            }
            URL[] path = {jar.toUri().toURL()};
            return new ConnectorLoader(
                    connection.name(), className, new URLClassLoader(path, ClassLoader.getPlatformClassLoader()));
        } catch (IOException e) {
            throw unreadable(connection.name(), jar, e);
        }
    }

    /**
     * The connector's class, loaded on first use and not initialised. Fails with
     * {@link ConnectionError#RESOURCE_NOT_FOUND} when the jar does not hold it.
     */
    public Class<?> connectorClass() {
        try {
            return Class.forName(className, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ConnectionException(
                    ConnectionError.RESOURCE_NOT_FOUND,
                    "the connector's jar has no usable class " + className + ", which connection " + connection
                            + " names",
                    "check " + CLASS_NAME + " and the jar",
                    e);
        }
    }

    private static Optional<String> text(Connection connection) {
        return Optional.ofNullable(connection.properties().values().get(CLASS_NAME))
                .map(PropertyValues.Value::texts)
                .map(texts -> texts.get(0));
    }

    private static ConnectionException unreadable(String connection, Path jar, @Nullable IOException cause) {
        return new ConnectionException(
                ConnectionError.CONTENT_UNREADABLE,
                "the connector's jar of connection " + connection + " is no file that can be read: " + jar,
                "fetch it from CONNECTOR_URL first",
                cause);
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.CONTENT_UNREADABLE,
                    "the connector's jar of connection " + connection + " can not be closed",
                    "see the cause",
                    e);
        }
    }
}
