package dev.mooring.connection.core.internal.vend;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open resources of one version of one connection. */
public final class OpenResources implements Resources {
    private static final Logger LOG = LoggerFactory.getLogger(OpenResources.class);

    /** Held while a resource opens, which may take long. */
    private final Object lock = new Object();
    /** Held for moments only: whoever takes or ends a lease must not wait for another's opening. */
    private final Object usage = new Object();

    private final Map<Class<?>, AutoCloseable> byKind = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private boolean isClosed;
    private int leases;
    private boolean isRetired;
    private long lastUsed;

    @Override
    public <T extends AutoCloseable> T get(Class<T> kind, Opening<T> opening) throws Exception {
        synchronized (lock) {
            requireOpen();
            AutoCloseable present = byKind.get(kind);
            if (present != null) {
                return kind.cast(present);
            }
            T opened = opening.open();
            byKind.put(kind, opened);
            closing.push(opened);
            return opened;
        }
    }

    @Override
    public Path file(String name, Secret content) {
        synchronized (lock) {
            requireOpen();
            return files.computeIfAbsent(name, n -> write(n, content));
        }
    }

    /** Nobody would close what is opened after that. */
    private void requireOpen() {
        if (isClosed) {
            throw new ConnectionException(
                    ConnectionError.CONCURRENT_CHANGE, "the connection was changed or closed meanwhile");
        }
    }

    private Path write(String name, Secret content) {
        try {
            Path directory = Files.createTempDirectory(
                    "mooring", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            closing.push(() -> Files.delete(directory));
            Path file = Files.createFile(
                    directory.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            closing.push(() -> Files.delete(file));
            return Files.write(file, content.revealBytes(), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.STORE_UNAVAILABLE,
                    "the private file " + name + " can not be written",
                    "let this user write to the directory for temporary files",
                    e);
        }
    }

    void acquire(long now) {
        synchronized (usage) {
            leases++;
            lastUsed = now;
        }
    }

    void release() {
        synchronized (usage) {
            leases--;
        }
        closeIfDone();
    }

    void retire() {
        synchronized (usage) {
            isRetired = true;
        }
        closeIfDone();
    }

    boolean isIdleSince(long before) {
        synchronized (usage) {
            return leases == 0 && lastUsed < before;
        }
    }

    private void closeIfDone() {
        synchronized (usage) {
            if (!isRetired || leases > 0) {
                return;
            }
        }
        Deque<AutoCloseable> done;
        synchronized (lock) {
            isClosed = true;
            done = new ArrayDeque<>(closing);
            closing.clear();
            byKind.clear();
            files.clear();
        }
        done.forEach(OpenResources::closeOne);
    }

    /** One resource that does not close must not keep the others open. */
    private static void closeOne(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn(
                    "a resource of a connection did not close: {}", e.getClass().getName());
        }
    }
}
