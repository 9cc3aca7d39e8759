package dev.mooring.connection.support.kerberos;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.kerberos.KeyTab;

/**
 * A keytab on disk, for what insists on a path: mode 600 in a directory of its own of mode 700. Close it as soon as the
 * keys are read. The JDK keeps what it read under each path for ever: the paths are used again, and closing makes the JDK
 * forget the keys. Safe for use by threads.
 */
public final class KeytabFile implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> FILE_OF_OWNER = mode("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_OF_OWNER = mode("rwx------");

    /** Not to be guessed: nobody else takes these directories first. */
    private static final String NAME = "keytab-" + UUID.randomUUID() + "-";

    private static final int MOST_AT_ONCE = 10_000;

    private final Path directory;
    private final AtomicBoolean closed = new AtomicBoolean();

    private KeytabFile(Path directory) {
        this.directory = directory;
    }

    /** Writes a keytab. Fails with {@link ConnectionError#NOT_CONFIGURED} when this process may not write files. */
    public static KeytabFile write(Secret keytab) {
        byte[] content = requireNonNull(keytab, "keytab").revealBytes();
        try {
            KeytabFile file = new KeytabFile(freeDirectory());
            try {
                file.fill(content);
                return file;
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed("can not be written", e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /** Where the keytab is. */
    public Path path() {
        return directory.resolve("keytab");
    }

    /** Deletes file and directory; closing again does nothing. */
    @Override
    public void close() {
        // the path may be another login's by now
        if (closed.get()) {
            return;
        }
        try {
            Files.deleteIfExists(path());
            // looks, finds nothing, and puts that in the place of the keys
            KeyTab.getInstance(path().toFile()).exists();
            Files.deleteIfExists(directory);
            closed.set(true);
        } catch (IOException e) {
            throw failed("can not be deleted", e);
        }
    }

    /** The first of the directories that is not in use: the creation of a directory tells. */
    private static Path freeDirectory() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            try {
                return Files.createDirectory(parent.resolve(NAME + i), DIRECTORY_OF_OWNER);
            } catch (FileAlreadyExistsException e) {
                // another login is going on there
            }
        }
        throw new IOException("too many logins at once");
    }

    private void fill(byte[] content) throws IOException {
        Files.createFile(path(), FILE_OF_OWNER);
        Files.write(path(), content);
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static ConnectionException failed(String what, IOException cause) {
        return new ConnectionException(
                ConnectionError.NOT_CONFIGURED,
                "the keytab that a login needs as a file for a moment " + what,
                "let this process write to the directory that java.io.tmpdir names",
                cause);
    }
}
