package dev.mooring.connection.glue.endpoint;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.SourcePosition;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The access keys that an endpoint knows. Immutable. */
public final class EndpointKeys {
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int FIELDS = 4;

    private final Map<String, EndpointKey> keys = new HashMap<>();

    private EndpointKeys(Collection<EndpointKey> keys) {
        keys.forEach(key -> {
            if (this.keys.putIfAbsent(key.accessKeyId(), key) != null) {
                throw new IllegalArgumentException("the access key " + key.accessKeyId() + " is given twice");
            }
        });
    }

    /** These keys; throws {@link IllegalArgumentException} when two have the same id. */
    public static EndpointKeys of(EndpointKey... keys) {
        return new EndpointKeys(List.of(keys));
    }

    /** These keys; throws {@link IllegalArgumentException} when two have the same id. */
    public static EndpointKeys of(Collection<EndpointKey> keys) {
        return new EndpointKeys(keys);
    }

    /** These keys and, if there is one, another; throws {@link IllegalArgumentException} when two have the same id. */
    public static EndpointKeys of(EndpointKeys keys, Optional<EndpointKey> more) {
        List<EndpointKey> all = new ArrayList<>(keys.keys.values());
        more.ifPresent(all::add);
        return new EndpointKeys(all);
    }

    /**
     * The keys of a file: on each line an access key id, its secret, a workspace and a user, separated by blanks; empty
     * lines and those that start with {@code #} are passed over. Fails with {@link ConnectionError#CONTENT_UNREADABLE} when
     * anybody but the file's owner may read it, and with the place of a line that is wrong.
     */
    public static EndpointKeys read(Path file) {
        try {
            requirePrivate(file);
            Map<String, EndpointKey> keys = new HashMap<>();
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    EndpointKey key = key(line, file, i + 1);
                    if (keys.putIfAbsent(key.accessKeyId(), key) != null) {
                        throw wrong(file, i + 1, "gives an access key id that an earlier line gives");
                    }
                }
            }
            return new EndpointKeys(keys.values());
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.CONTENT_UNREADABLE,
                    "the file of access keys can not be read: " + file + " ("
                            + e.getClass().getSimpleName() + ")");
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw new ConnectionException(
                    ConnectionError.CONTENT_UNREADABLE,
                    "others than its owner may use the file of access keys: " + file,
                    "chmod 600 " + file);
        }
    }

    private static EndpointKey key(String line, Path file, int number) {
        String[] fields = line.split("\\s+");
        if (fields.length != FIELDS) {
            throw wrong(file, number, "has " + fields.length + " fields");
        }
        try {
            return new EndpointKey(fields[0], Secret.of(fields[1]), fields[2], fields[3]);
        } catch (IllegalArgumentException e) {
            throw wrong(file, number, "is refused: " + e.getMessage());
        }
    }

    private static ConnectionException wrong(Path file, int line, String what) {
        return ConnectionException.builder(
                        ConnectionError.CONTENT_UNREADABLE, "line " + line + " of " + file + " " + what)
                .remedy("write on each line: access key id, secret of at least 16 characters, workspace, user")
                .position(new SourcePosition(line, 1))
                .build();
    }

    /** The key of that id. */
    Optional<EndpointKey> find(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId));
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** How many there are. */
    @Override
    public String toString() {
        return "EndpointKeys[" + keys.size() + "]";
    }
}
