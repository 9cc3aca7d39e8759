package dev.mooring.connection.core.internal.kerberos;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The krb5.conf that the application or its machine has, with the files that it includes: what connections bring is added
 * to it and never changes it.
 *
 * @param text its lines, those of included files in the place where they are included
 * @param realms what it says about realms
 */
record HostKrb5Conf(String text, RealmSet realms) {
    private static final int DEEPEST = 10;
    private static final Pattern DIRECTIVE = Pattern.compile("(include|includedir|module)\\s+([^=\\s].*)");
    private static final Pattern INCLUDED_NAME = Pattern.compile("[A-Za-z0-9_-]+|[^.].*\\.conf");

    /** The file, or without one what the JVM would use; nothing when there is none. */
    static HostKrb5Conf read(Optional<String> file) {
        Optional<Path> path = file.map(Path::of).or(HostKrb5Conf::ofMachine).filter(Files::isRegularFile);
        if (path.isEmpty()) {
            return new HostKrb5Conf("", RealmSet.none());
        }
        try {
            List<String> lines = new ArrayList<>();
            flatten(path.get(), lines, 0);
            String text = String.join("\n", lines) + "\n";
            return new HostKrb5Conf(text, RealmSet.of(Krb5Parser.parse(text)));
        } catch (IOException | ConnectionException e) {
            throw new ConnectionException(
                    ConnectionError.NOT_CONFIGURED,
                    "the realms of a connection can not be added to this JVM's own krb5.conf, " + path.get()
                            + ", which can not be read",
                    "correct that file: it is read before any Kerberos login of this process",
                    e);
        }
    }

    /** In the order of the JDK. */
    private static Optional<Path> ofMachine() {
        boolean isMac =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        Stream<Path> ofSystem = isMac
                ? Stream.of(
                        Path.of(System.getProperty("user.home", "/"), "Library/Preferences/edu.mit.Kerberos"),
                        Path.of("/Library/Preferences/edu.mit.Kerberos"),
                        Path.of("/etc/krb5.conf"))
                : Stream.of(Path.of("/etc/krb5.conf"));
        Path ofJava = Path.of(System.getProperty("java.home", "/"), "conf", "security", "krb5.conf");
        return Stream.concat(Stream.of(ofJava), ofSystem)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static void flatten(Path file, List<String> lines, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("files include each other too deep");
        }
        for (String line : Files.readAllLines(file)) {
            Matcher directive = DIRECTIVE.matcher(line.strip());
            if (!directive.matches()) {
                lines.add(line);
            } else if (directive.group(1).equals("include")) {
                flatten(Path.of(directive.group(2)), lines, depth + 1);
            } else if (directive.group(1).equals("includedir")) {
                for (Path included : included(Path.of(directive.group(2)))) {
                    flatten(included, lines, depth + 1);
                }
            }
        }
    }

    private static List<Path> included(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            INCLUDED_NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
