package dev.mooring.connection.tck;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** Opens any file; decrypts with the function a test gives. Safe for use by threads. */
public final class FakeContents implements Contents {
    private static final String BASE64 = "base64:";
    private static final String FILE = "file:";

    private volatile UnaryOperator<Secret> decryptor = ciphertext -> {
        throw new ConnectionException(ConnectionError.NOT_CONFIGURED, "this test has no decryptor");
    };

    /** Decrypts with that function from now on. */
    public FakeContents decryptor(UnaryOperator<Secret> function) {
        decryptor = function;
        return this;
    }

    @Override
    public Secret open(String value) {
        if (value.startsWith(BASE64)) {
            return Secret.of(Base64.getDecoder().decode(value.substring(BASE64.length())));
        }
        if (!value.startsWith(FILE) && !value.startsWith("/")) {
            return Secret.of(value);
        }
        try {
            return Secret.of(
                    Files.readAllBytes(Path.of(value.startsWith(FILE) ? value.substring(FILE.length()) : value)));
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.CONTENT_UNREADABLE,
                    "a file can not be read",
                    ConnectionError.CONTENT_UNREADABLE.remedy(),
                    e);
        }
    }

    @Override
    public Secret open(Secret value) {
        return open(value.reveal());
    }

    @Override
    public Path locate(String path) {
        try {
            return Path.of(path).toRealPath();
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.CONTENT_UNREADABLE,
                    "a file can not be read",
                    ConnectionError.CONTENT_UNREADABLE.remedy(),
                    e);
        }
    }

    @Override
    public Secret decrypt(String property, Secret ciphertext) {
        return decryptor.apply(ciphertext);
    }
}
