package dev.mooring.connection.core.internal.crypto;

import static java.util.Objects.requireNonNull;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A keyset in a file of mode 600, read again when the file is another. It is replaced whole, by a file that is on disk
 * before it bears the name, under a lock among processes.
 */
final class KeysetFile implements KeysetPlace {
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private static final Logger LOG = LoggerFactory.getLogger(KeysetFile.class);

    private final Path file;
    private final Path directory;
    private final KeysetForm form;
    private final Object lock = new Object();
    private volatile @Nullable Loaded loaded;
    /** What could not be read last, and was said to be so. */
    private @Nullable Stamp unread;

    /** Which file was found under the name: one that replaced it differs. */
    private record Stamp(@Nullable Object fileKey, FileTime modified, long size, Set<PosixFilePermission> mode) {}

    private record Loaded(Stamp stamp, Keyset keyset) {}

    /** A keyset in that file, which need not exist yet. */
    KeysetFile(Path file, KeysetForm form) {
        this.file = file.toAbsolutePath();
        this.directory = requireNonNull(this.file.getParent(), "a keyring is a file in a directory");
        this.form = form;
    }

    @Override
    public String name() {
        return file.toString();
    }

    /** Keys that are known stay so when the file vanishes or is spoilt: what runs goes on, and says so. */
    @Override
    public Optional<Keyset> look() {
        Optional<Stamp> now = stamp();
        Loaded known = loaded;
        if (now.isEmpty() || (known != null && known.stamp().equals(now.get()))) {
            return Optional.ofNullable(known).map(Loaded::keyset);
        }
        synchronized (lock) {
            return Optional.of(reload(now.get()));
        }
    }

    private Keyset reload(Stamp now) {
        Loaded known = loaded;
        if (known != null && known.stamp().equals(now)) {
            return known.keyset();
        }
        try {
            Keyset keyset = read(now);
            loaded = new Loaded(now, keyset);
            return keyset;
        } catch (ConnectionException e) {
            if (known == null) {
                throw e;
            }
            // read again at the next look: what opens the file may only be away for a while
            if (!now.equals(unread)) {
                unread = now;
                LOG.warn("the keys known before are used on: {}", e.toString());
            }
            return known.keyset();
        }
    }

    private Keyset read(Stamp now) {
        if (!OWNER_ONLY.containsAll(now.mode())) {
            throw new ConnectionException(
                    ConnectionError.SECRET_UNREADABLE,
                    "the keyring " + file + " can be read by others (mode " + PosixFilePermissions.toString(now.mode())
                            + ")",
                    "chmod 600 it, and consider its keys known to who could read it");
        }
        try {
            // Tink's own message may quote the file, which is the key
            return form.read(Files.readString(file)).orElseThrow(() -> unusable("is not a keyring", null));
        } catch (IOException e) {
            throw unusable("can not be read", e);
        }
    }

    private Optional<Stamp> stamp() {
        try {
            PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class);
            return Optional.of(new Stamp(found.fileKey(), found.lastModifiedTime(), found.size(), found.permissions()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable("can not be read", e);
        }
    }

    @Override
    public Keyset change(UnaryOperator<Keyset> change) {
        try {
            return FileLocked.run(file, () -> {
                Keyset present = present().orElseGet(Keyset::empty);
                Keyset changed = change.apply(present);
                if (changed != present) {
                    publish(form.write(changed));
                }
                return changed;
            });
        } catch (IOException e) {
            throw unusable("can not be written", e);
        }
    }

    /** Writes the same keyset in another form. */
    void rewrite(KeysetForm other) {
        try {
            FileLocked.run(file, () -> {
                Keyset present = present().orElseThrow(() -> unusable("does not exist", null));
                publish(other.write(present));
                return present;
            });
        } catch (IOException e) {
            throw unusable("can not be written", e);
        }
    }

    private Optional<Keyset> present() {
        return stamp().map(this::read);
    }

    private void publish(String text) throws IOException {
        Path whole =
                Files.createTempFile(directory, ".keyring", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
        syncDirectory(directory);
    }

    /** A key that seals an acknowledged secret must survive a power cut, and so must its name in the directory. */
    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public boolean isChangeable() {
        return true;
    }

    @Override
    public List<String> problems() {
        return form.problems();
    }

    private ConnectionException unusable(String why, @Nullable Exception cause) {
        return new ConnectionException(
                ConnectionError.SECRET_UNREADABLE,
                "the keyring " + file + " " + why,
                "restore it from a backup; SHOW, DESC, DISABLE and DROP work without it",
                cause);
    }
}
