package dev.mooring.connection.core.internal.kerberos;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The private directory that the layers of this JVM share: a part for each layer, what the property was before, and the
 * krb5.conf merged of all, which the property names. Layers find each other by it, so that they can be closed in any
 * order and no static field holds them. Used under the lock of {@link JvmRealms} only.
 */
record RealmDirectory(Path path) {
    private static final String PROPERTY = "java.security.krb5.conf";
    private static final String PREFIX =
            "mooring-krb5-" + ProcessHandle.current().pid() + "-";
    private static final String BEFORE = "before";
    private static final String PART = "layer-";
    private static final FileAttribute<?> FILE_OF_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> DIRECTORY_OF_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** The one that the property names. */
    static Optional<RealmDirectory> current() {
        return named().map(Path::of)
                .map(Path::getParent)
                .filter(parent -> parent.getFileName() != null
                        && parent.getFileName().toString().startsWith(PREFIX)
                        && Files.isDirectory(parent))
                .map(RealmDirectory::new);
    }

    /** A new one, which the property does not name yet. */
    static RealmDirectory create() {
        return done(() -> {
            RealmDirectory created = new RealmDirectory(Files.createTempDirectory(PREFIX, DIRECTORY_OF_OWNER));
            created.path.toFile().deleteOnExit();
            Optional<String> before = named();
            if (before.isPresent()) {
                created.write(created.path.resolve(BEFORE), before.get());
            }
            return created;
        });
    }

    /** The krb5.conf without what connections bring. */
    static HostKrb5Conf host() {
        return HostKrb5Conf.read(current().map(RealmDirectory::before).orElseGet(RealmDirectory::named));
    }

    boolean isCurrent() {
        return named().filter(merged().toString()::equals).isPresent() && Files.exists(merged());
    }

    /** A file for a further layer. */
    Path newPart() {
        int last = parts().stream()
                .mapToInt(part -> Integer.parseInt(part.getFileName().toString().substring(PART.length())))
                .max()
                .orElse(0);
        return path.resolve(PART + String.format("%06d", last + 1));
    }

    /** What the other layers brought. */
    RealmSet partsBut(Optional<Path> own) {
        RealmSet all = RealmSet.none();
        for (Path part : parts()) {
            if (own.filter(part::equals).isEmpty()) {
                all = all.and(done(() -> RealmSet.of(Krb5Parser.parse(Files.readString(part)))));
            }
        }
        return all;
    }

    /** Replaces a layer's part. */
    void put(Path part, RealmSet realms) {
        done(() -> write(part, realms.text()));
        merge();
    }

    /** Removes a layer's part, and with the last one all that this directory changed. */
    void remove(Path part) {
        done(() -> Files.deleteIfExists(part));
        if (parts().isEmpty()) {
            restore();
            done(this::delete);
        } else {
            merge();
        }
    }

    /** Lets the JVM's next logins read the merged file. */
    void activate() {
        System.setProperty(PROPERTY, merged().toString());
    }

    private void merge() {
        HostKrb5Conf host = HostKrb5Conf.read(before());
        RealmSet added = partsBut(Optional.empty()).without(host.realms());
        done(() -> write(merged(), host.text() + added.text()));
    }

    private void restore() {
        if (named().filter(merged().toString()::equals).isPresent()) {
            before().ifPresentOrElse(
                            value -> System.setProperty(PROPERTY, value), () -> System.clearProperty(PROPERTY));
        }
    }

    private Path delete() throws IOException {
        Files.deleteIfExists(merged());
        Files.deleteIfExists(path.resolve(BEFORE));
        Files.deleteIfExists(path);
        return path;
    }

    private Path merged() {
        return path.resolve("krb5.conf");
    }

    private Optional<String> before() {
        Path file = path.resolve(BEFORE);
        return Files.exists(file) ? Optional.of(done(() -> Files.readString(file))) : Optional.empty();
    }

    private List<Path> parts() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        return done(() -> {
            try (Stream<Path> files = Files.list(path)) {
                return files.filter(file -> file.getFileName().toString().matches(PART + "\\d+"))
                        .sorted()
                        .toList();
            }
        });
    }

    /** Readers of the file see its old or its new content, and nothing between. */
    private Path write(Path file, String text) throws IOException {
        Path draft = path.resolve("new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, FILE_OF_OWNER);
        Files.writeString(draft, text);
        if (!Files.exists(file)) {
            file.toFile().deleteOnExit();
        }
        return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<String> named() {
        return Optional.ofNullable(System.getProperty(PROPERTY));
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private static <T> T done(Step<T> step) {
        try {
            return step.run();
        } catch (IOException e) {
            throw new ConnectionException(
                    ConnectionError.NOT_CONFIGURED,
                    "the krb5.conf that this process needs for its connections can not be written",
                    "let this process write to the directory that java.io.tmpdir names",
                    e);
        }
    }
}
