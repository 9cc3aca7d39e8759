package dev.mooring.connection.core.internal.content;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.ContentReader;
import dev.mooring.connection.core.Decryptor;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens values within what the deployment admits: files below some directories, schemes that the application reads. */
public final class LayerContents implements Contents {
    private static final int LARGEST = 1 << 20;
    private static final String ADMIT =
            "let the deployment admit the directory: ConnectionLayer.Builder.admitDirectory(path), or --files on the"
                    + " command line; or give the content itself";

    private final Set<Path> directories;
    private final Map<String, ContentReader> readers;
    private final Optional<Decryptor> decryptor;

    /** Contents of these directories and schemes, lower case. */
    public LayerContents(Set<Path> directories, Map<String, ContentReader> readers, Optional<Decryptor> decryptor) {
        this.directories = Set.copyOf(directories);
        this.readers = Map.copyOf(readers);
        this.decryptor = decryptor;
    }

    /** Contents that admit no file, no scheme and no ciphertext. */
    public static LayerContents closed() {
        return new LayerContents(Set.of(), Map.of(), Optional.empty());
    }

    /**
     * What keeps a value from ever being opened.
     *
     * @param expectation what to change, as a phrase that does not hold the value
     * @param isCertain false when the application may still be given what is missing
     */
    public record Obstacle(String expectation, boolean isCertain) {}

    /** What keeps the value from ever being opened, found without reading anything. */
    public Optional<Obstacle> obstacle(Secret value) {
        ContentReference reference = ContentReference.of(text(value));
        return switch (reference.kind()) {
            case TEXT -> Optional.empty();
            case ENCODED ->
                decoded(reference).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Obstacle("is no Base64 after base64:", true));
            case FILE ->
                isAdmitted(reference)
                        ? Optional.empty()
                        : Optional.of(new Obstacle("names a file outside the admitted directories; " + ADMIT, true));
            case FOREIGN ->
                readers.containsKey(reference.scheme())
                        ? Optional.empty()
                        : Optional.of(new Obstacle(unread(reference) + "; " + addReader(reference), false));
        };
    }

    /** Whether the application gave a decryptor. */
    public boolean canDecrypt() {
        return decryptor.isPresent();
    }

    @Override
    public Secret open(String value) {
        ContentReference reference = ContentReference.of(value);
        return switch (reference.kind()) {
            case TEXT -> Secret.of(value);
            case ENCODED ->
                decoded(reference)
                        .orElseThrow(() -> unreadable("a value is no Base64 after base64:", "encode it again", null));
            case FILE -> Secret.of(file(reference));
            case FOREIGN -> Secret.of(foreign(reference));
        };
    }

    @Override
    public Secret open(Secret value) {
        return open(text(value));
    }

    @Override
    public Secret decrypt(String property, Secret ciphertext) {
        Decryptor opener = decryptor.orElseThrow(() -> new ConnectionException(
                ConnectionError.NOT_CONFIGURED,
                "this layer has no decryptor, which " + property + " needs",
                "set it with ConnectionLayer.Builder.decryptor(…), or give the secret in the property's plain twin"));
        try {
            return opener.decrypt(property, text(ciphertext));
        } catch (GeneralSecurityException | RuntimeException e) {
            // its message may hold anything
            throw new ConnectionException(
                    ConnectionError.SECRET_UNREADABLE,
                    "the application's decryptor did not open " + property + ": "
                            + e.getClass().getSimpleName(),
                    "check the key of the decryptor, or encrypt the secret again");
        }
    }

    private static String text(Secret value) {
        return new String(value.revealBytes(), StandardCharsets.UTF_8);
    }

    private static Optional<Secret> decoded(ContentReference reference) {
        try {
            return Optional.of(Secret.of(Base64.getMimeDecoder().decode(reference.rest())))
                    .filter(secret -> !secret.isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isAdmitted(ContentReference reference) {
        try {
            Path path = reference.path();
            return path.isAbsolute() && directories.stream().anyMatch(path::startsWith);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The real path decides: a link must not lead out of what is admitted. */
    private byte[] file(ContentReference reference) {
        if (!isAdmitted(reference)) {
            throw unreadable("a content property names a file outside the admitted directories", ADMIT, null);
        }
        Path path = reference.path();
        try {
            Path real = path.toRealPath();
            for (Path directory : directories) {
                if (path.startsWith(directory) && real.startsWith(directory.toRealPath())) {
                    return read(real);
                }
            }
        } catch (IOException e) {
            throw unreadable(
                    "the file " + path.getFileName() + " can not be read: "
                            + e.getClass().getSimpleName(),
                    "put the file there and let this process's user read it",
                    e);
        }
        throw unreadable("the file " + path.getFileName() + " is a link out of the admitted directories", ADMIT, null);
    }

    private static byte[] read(Path real) throws IOException {
        if (!Files.isRegularFile(real)) {
            throw unreadable(real.getFileName() + " is no file", "name a file", null);
        }
        try (InputStream stream = Files.newInputStream(real)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length == 0 || bytes.length > LARGEST) {
                throw unreadable(
                        "the file " + real.getFileName() + " is empty or larger than " + LARGEST + " bytes",
                        "check that it is the right file",
                        null);
            }
            return bytes;
        }
    }

    private byte[] foreign(ContentReference reference) {
        ContentReader reader = readers.get(reference.scheme());
        if (reader == null) {
            throw new ConnectionException(ConnectionError.NOT_CONFIGURED, unread(reference), addReader(reference));
        }
        try {
            return reader.read(reference.rest());
        } catch (IOException | RuntimeException e) {
            // its message may hold anything
            throw unreadable(
                    "the application's reader of " + reference.scheme() + ": failed with "
                            + e.getClass().getSimpleName(),
                    "check that what the property names is there and may be read",
                    null);
        }
    }

    private static String unread(ContentReference reference) {
        return "nothing in this layer reads " + reference.scheme() + ": references";
    }

    private static String addReader(ContentReference reference) {
        return "set a reader with ConnectionLayer.Builder.contentReader(\"" + reference.scheme()
                + "\", …), or name a file of an admitted directory";
    }

    private static ConnectionException unreadable(String message, String remedy, @Nullable IOException cause) {
        return new ConnectionException(ConnectionError.CONTENT_UNREADABLE, message, remedy, cause);
    }
}
