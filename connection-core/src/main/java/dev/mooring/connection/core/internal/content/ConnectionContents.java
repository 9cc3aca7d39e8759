package dev.mooring.connection.core.internal.content;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.ContentReader;
import dev.mooring.connection.core.Decryptor;
import dev.mooring.connection.core.internal.content.AdmittedDirectories.Reach;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Opens what one connection names. */
final class ConnectionContents implements Contents {
    private static final int LARGEST = 1 << 20;

    private final LayerContents layer;
    private final Connection.Identity connection;

    ConnectionContents(LayerContents layer, Connection.Identity connection) {
        this.layer = layer;
        this.connection = connection;
    }

    @Override
    public Secret open(String value) {
        return open(value, Naming.FILE);
    }

    private Secret open(String value, Naming naming) {
        ContentReference reference = ContentReference.of(value);
        return switch (reference.kind()) {
            case TEXT -> Secret.of(value);
            case ENCODED ->
                LayerContents.decoded(reference)
                        .orElseThrow(() -> unreadable("a value is no Base64 after base64:", "encode it again"));
            case FILE -> Secret.of(file(reference, naming));
            case FOREIGN -> Secret.of(foreign(reference));
        };
    }

    @Override
    public Secret open(Secret value) {
        return open(LayerContents.text(value), Naming.NOTHING);
    }

    @Override
    public Secret decrypt(String property, Secret ciphertext) {
        Decryptor opener = layer.decryptor()
                .orElseThrow(
                        () -> new ConnectionException(
                                ConnectionError.NOT_CONFIGURED,
                                "this layer has no decryptor, which " + property + " needs",
                                "set it with ConnectionLayer.Builder.decryptor(…), or give the secret in the property's plain twin"));
        try {
            return opener.decrypt(new Decryptor.Request(
                    connection.workspace(), connection.name(), property, LayerContents.text(ciphertext)));
        } catch (GeneralSecurityException | RuntimeException e) {
            // its message may hold anything
            throw new ConnectionException(
                    ConnectionError.SECRET_UNREADABLE,
                    "the application's decryptor did not open " + property + ": "
                            + e.getClass().getSimpleName(),
                    "check the key of the decryptor, or encrypt the secret again");
        }
    }

    /** How a message may speak of a file: the name that stands in a secret property is never shown. */
    private enum Naming {
        FILE,
        NOTHING;

        String of(Path path) {
            return this == FILE ? "the file " + path.getFileName() : "the file that a secret property names";
        }
    }

    @Override
    public Path locate(String path) {
        ContentReference reference = ContentReference.of(path);
        if (reference.kind() != ContentReference.Kind.FILE) {
            throw unreadable("a property names no file", "name a file by its absolute path");
        }
        return real(reference, Naming.FILE);
    }

    private byte[] file(ContentReference reference, Naming naming) {
        Path real = real(reference, naming);
        String file = naming.of(reference.path());
        try {
            return read(real, file);
        } catch (IOException e) {
            throw unread(file, e);
        }
    }

    /** The real path decides: a link must not lead out of what is admitted. */
    private Path real(ContentReference reference, Naming naming) {
        Reach reach = layer.reach(connection.workspace());
        if (!LayerContents.isAdmitted(reference, reach)) {
            throw unreadable("a content property names a file outside the admitted directories", LayerContents.ADMIT);
        }
        String file = naming.of(reference.path());
        try {
            Path real = reference.path().toRealPath();
            if (reach.real().includes(real)) {
                return real;
            }
        } catch (IOException e) {
            throw unread(file, e);
        }
        throw unreadable(file + " is a link out of the admitted directories", LayerContents.ADMIT);
    }

    /** Without the failure: its message is the path. */
    private static ConnectionException unread(String file, IOException failure) {
        return unreadable(
                file + " can not be read: " + failure.getClass().getSimpleName(),
                "put the file there and let this process's user read it");
    }

    private static byte[] read(Path real, String file) throws IOException {
        if (!Files.isRegularFile(real)) {
            throw unreadable(file + " is none", "name a file");
        }
        try (InputStream stream = Files.newInputStream(real)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length == 0 || bytes.length > LARGEST) {
                throw unreadable(
                        file + " is empty or larger than " + LARGEST + " bytes", "check that it is the right file");
            }
            return bytes;
        }
    }

    private byte[] foreign(ContentReference reference) {
        ContentReader reader = layer.reader(reference)
                .orElseThrow(() -> new ConnectionException(
                        ConnectionError.NOT_CONFIGURED,
                        LayerContents.unread(reference),
                        LayerContents.addReader(reference)));
        try {
            return reader.read(new ContentReader.Request(connection.workspace(), connection.name(), reference.rest()));
        } catch (IOException | RuntimeException e) {
            // its message may hold anything
            throw unreadable(
                    "the application's reader of " + reference.scheme() + ": failed with "
                            + e.getClass().getSimpleName(),
                    "check that what the property names is there and may be read");
        }
    }

    private static ConnectionException unreadable(String message, String remedy) {
        return new ConnectionException(ConnectionError.CONTENT_UNREADABLE, message, remedy);
    }
}
