package dev.mooring.connection.tck;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens resources on first use and closes them, latest first, when it is closed itself. Safe for use by threads. */
public final class FakeResources implements Resources, AutoCloseable {
    private final Object lock = new Object();
    private final Map<Class<?>, AutoCloseable> open = new HashMap<>();
    private final Deque<AutoCloseable> order = new ArrayDeque<>();
    private final List<Path> files = new ArrayList<>();

    @Override
    public <T extends AutoCloseable> T get(Class<T> kind, Opening<T> opening) throws Exception {
        synchronized (lock) {
            AutoCloseable present = open.get(kind);
            if (present != null) {
                return kind.cast(present);
            }
            T opened = opening.open();
            open.put(kind, opened);
            order.push(opened);
            return opened;
        }
    }

    @Override
    public Path file(String name, Secret content) {
        synchronized (lock) {
            try {
                Path file = Files.createTempFile(
                        "mooring-tck-",
                        "-" + name,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                files.add(file);
                return Files.write(file, content.revealBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Closes what was opened and deletes the files. */
    @Override
    public void close() throws Exception {
        synchronized (lock) {
            while (!order.isEmpty()) {
                order.pop().close();
            }
            open.clear();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            files.clear();
        }
    }
}
