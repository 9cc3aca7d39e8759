package dev.mooring.connection.core.internal.crypto;

import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A keyring in a file of mode 600, made on first use. Processes that race to make it agree on one: the file appears whole
 * under its name by a link, which fails when the name is taken.
 */
public final class FileKeyring extends TinkKeyring {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final Path directory;
    private final Object lock = new Object();
    private @Nullable KeysetHandle loaded;

    /** A keyring in that file, which need not exist yet. */
    public FileKeyring(Path file) {
        this.file = file.toAbsolutePath();
        this.directory = requireNonNull(this.file.getParent(), "a keyring is a file in a directory");
    }

    @Override
    KeysetHandle required() {
        synchronized (lock) {
            Optional<KeysetHandle> found = present();
            if (found.isPresent()) {
                return found.get();
            }
            try {
                publish(generate());
            } catch (IOException e) {
                throw unusable("can not be written", e);
            }
            return present().orElseThrow(() -> unusable("vanished", null));
        }
    }

    @Override
    Optional<KeysetHandle> present() {
        synchronized (lock) {
            if (loaded == null) {
                loaded = read().orElse(null);
            }
            return Optional.ofNullable(loaded);
        }
    }

    @Override
    String place() {
        return file.toString();
    }

    private Optional<KeysetHandle> read() {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(mode)) {
                throw new ConnectionException(
                        ConnectionError.SECRET_UNREADABLE,
                        "the keyring " + file + " can be read by others (mode " + PosixFilePermissions.toString(mode)
                                + ")",
                        "chmod 600 it, and consider its keys known to who could read it");
            }
            return Optional.of(TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(file), configuration(), InsecureSecretKeyAccess.get()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable("can not be read", e);
        } catch (GeneralSecurityException e) {
            // Tink's own message may quote the file, which is the key
            throw unusable("is not a keyring", null);
        }
    }

    private void publish(KeysetHandle keys) throws IOException {
        Path whole =
                Files.createTempFile(directory, ".keyring", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                String json =
                        TinkJsonProtoKeysetFormat.serializeKeyset(keys, configuration(), InsecureSecretKeyAccess.get());
                channel.write(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            } catch (GeneralSecurityException e) {
                throw new IOException("the keyset can not be written", e);
            }
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            // another process was first: its keyring is the one
        } finally {
            Files.delete(whole);
        }
        syncDirectory(directory);
    }

    /** A key that seals an acknowledged secret must survive a power cut, and so must its name in the directory. */
    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private ConnectionException unusable(String why, @Nullable Exception cause) {
        return new ConnectionException(
                ConnectionError.SECRET_UNREADABLE,
                "the keyring " + file + " " + why,
                "restore it from a backup; SHOW, DESC and DROP work without it",
                cause);
    }
}
