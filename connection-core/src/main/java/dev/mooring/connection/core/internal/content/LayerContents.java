package dev.mooring.connection.core.internal.content;

import dev.mooring.connection.Connection;
import dev.mooring.connection.core.ContentReader;
import dev.mooring.connection.core.Decryptor;
import dev.mooring.connection.core.internal.content.AdmittedDirectories.Reach;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.spi.Contents;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the deployment lets connections open: files below some directories, schemes that the application reads. */
public final class LayerContents {
    static final String ADMIT =
            "let the deployment admit the directory: ConnectionLayer.Builder.admitDirectory(path), or --files on the"
                    + " command line; or give the content itself";

    private final AdmittedDirectories directories;
    private final Map<String, ContentReader> readers;
    private final Optional<Decryptor> decryptor;

    /** Contents of these directories and schemes, lower case. */
    public LayerContents(
            AdmittedDirectories directories, Map<String, ContentReader> readers, Optional<Decryptor> decryptor) {
        this.directories = directories;
        this.readers = Map.copyOf(readers);
        this.decryptor = decryptor;
    }

    /** Contents that admit no file, no scheme and no ciphertext. */
    public static LayerContents closed() {
        return new LayerContents(new AdmittedDirectories(Set.of(), Map.of()), Map.of(), Optional.empty());
    }

    /**
     * What keeps a value from ever being opened.
     *
     * @param expectation what to change, as a phrase that does not hold the value
     * @param isCertain false when the application may still be given what is missing
     */
    public record Obstacle(String expectation, boolean isCertain) {}

    /** What one connection can open. */
    public Contents of(Connection.Identity connection) {
        return new ConnectionContents(this, connection);
    }

    /** What keeps the value from ever being opened in the workspace, found without reading anything. */
    public Optional<Obstacle> obstacle(String workspace, Secret value) {
        return obstacle(value, directories.of(workspace));
    }

    /** What keeps the value from ever being opened, whatever the workspace. */
    public Optional<Obstacle> obstacle(Secret value) {
        return obstacle(value, directories.ofAny());
    }

    private Optional<Obstacle> obstacle(Secret value, Reach reach) {
        ContentReference reference = ContentReference.of(text(value));
        return switch (reference.kind()) {
            case TEXT -> Optional.empty();
            case ENCODED ->
                decoded(reference).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Obstacle("is no Base64 after base64:", true));
            case FILE ->
                isAdmitted(reference, reach)
                        ? Optional.empty()
                        : Optional.of(new Obstacle("names a file outside the admitted directories; " + ADMIT, true));
            case FOREIGN ->
                reader(reference).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Obstacle(unread(reference) + "; " + addReader(reference), false));
        };
    }

    /** Whether the application gave a decryptor. */
    public boolean canDecrypt() {
        return decryptor.isPresent();
    }

    Optional<Decryptor> decryptor() {
        return decryptor;
    }

    Optional<ContentReader> reader(ContentReference reference) {
        return Optional.ofNullable(readers.get(reference.scheme()));
    }

    Reach reach(String workspace) {
        return directories.of(workspace);
    }

    static boolean isAdmitted(ContentReference reference, Reach reach) {
        try {
            Path path = reference.path();
            return path.isAbsolute() && reach.includes(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static Optional<Secret> decoded(ContentReference reference) {
        try {
            return Optional.of(Secret.of(Base64.getMimeDecoder().decode(reference.rest())))
                    .filter(secret -> !secret.isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String text(Secret value) {
        return new String(value.revealBytes(), StandardCharsets.UTF_8);
    }

    static String unread(ContentReference reference) {
        return "nothing in this layer reads " + reference.scheme() + ": references";
    }

    static String addReader(ContentReference reference) {
        return "set a reader with ConnectionLayer.Builder.contentReader(\"" + reference.scheme()
                + "\", …), or name a file of an admitted directory";
    }
}
