package dev.mooring.connection.glue.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.glue.type.GlueProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorLoaderTest {
    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new GlueProvider()).open();

    @TempDir
    private Path directory;

    /** Stands for somebody's connector: it would be noticed if it ran. */
    public static final class SomeConnector {
        static {
            System.setProperty("connector.ran", "yes");
        }
    }

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void classIsLoadedOnRequestInALoaderOfItsOwnAndNotRun() throws IOException {
        Connection connection = connection(SomeConnector.class.getName());

        try (ConnectorLoader loader = ConnectorLoader.of(connection, jarOf(SomeConnector.class))) {
            Class<?> loaded = loader.connectorClass();

            assertThat(loaded.getName()).isEqualTo(SomeConnector.class.getName());
            assertThat(loaded.getClassLoader()).isNotSameAs(SomeConnector.class.getClassLoader());
            assertThat(loader.connectorClass()).isSameAs(loaded);
            assertThat(System.getProperty("connector.ran")).isNull();
        }
    }

    @Test
    void loaderSeesNothingOfTheApplication() throws IOException {
        Connection connection = connection(Connection.class.getName());

        try (ConnectorLoader loader = ConnectorLoader.of(connection, jarOf(SomeConnector.class))) {
            assertThat(failure(loader::connectorClass).code()).isEqualTo(ConnectionError.RESOURCE_NOT_FOUND);
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        Connection without = layer.workspace("sales", "qiliang")
                .create(ConnectionDraft.of("without", "CUSTOM").build());

        assertThat(failure(() -> ConnectorLoader.of(without, directory)).code())
                .isEqualTo(ConnectionError.INVALID_PROPERTIES);
        assertThat(failure(() -> ConnectorLoader.of(connection("com.acme.Driver"), directory.resolve("none.jar")))
                        .code())
                .isEqualTo(ConnectionError.CONTENT_UNREADABLE);
    }

    private static ConnectionException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ConnectionException.class, call);
    }

    private Connection connection(String className) {
        return layer.workspace("sales", "qiliang")
                .create(ConnectionDraft.of("c", "CUSTOM")
                        .property("CONNECTOR_CLASS_NAME", className)
                        .build());
    }

    private Path jarOf(Class<?> type) throws IOException {
        Path jar = directory.resolve("connector.jar");
        String entry = type.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream bytes = type.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new ZipEntry(entry));
            bytes.transferTo(out);
        }
        return jar;
    }
}
