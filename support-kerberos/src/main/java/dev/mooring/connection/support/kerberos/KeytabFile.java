package dev.mooring.connection.support.kerberos;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * A keytab on disk, for what insists on a path: mode 600 in a directory of its own of mode 700. Close it as soon as the
 * keys are read. Safe for use by threads.
 */
public final class KeytabFile implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> FILE_OF_OWNER = mode("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_OF_OWNER = mode("rwx------");

    private final Path directory;

    private KeytabFile(Path directory) {
        this.directory = directory;
    }

    /** Writes a keytab. Fails with {@link ConnectionError#NOT_CONFIGURED} when this process may not write files. */
    public static KeytabFile write(Secret keytab) {
        byte[] content = requireNonNull(keytab, "keytab").revealBytes();
        try {
            KeytabFile file = new KeytabFile(Files.createTempDirectory("keytab-", DIRECTORY_OF_OWNER));
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
        try {
            Files.deleteIfExists(path());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw failed("can not be deleted", e);
        }
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
