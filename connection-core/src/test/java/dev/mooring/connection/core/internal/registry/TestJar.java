package dev.mooring.connection.core.internal.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mooring.connection.core.FakeType;
import dev.mooring.connection.spi.ConnectionProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Builds a jar from sources written in a test. Not safe for use by several threads. */
final class TestJar {
    static final String SERVICES = "META-INF/services/" + ConnectionProvider.class.getName();

    private static final String PROVIDER = """
            package made;
            import dev.mooring.connection.*;
            import dev.mooring.connection.core.FakeType;
            import dev.mooring.connection.spi.*;
            import java.util.List;
            public class %1$s %3$s implements ConnectionProvider {
              public String name() { return "made"; }
              public List<ConnectionType> types() {
                return List.of(FakeType.of(TypeId.of(ConnectionCategory.API, "%1$s")));
              }
              %2$s
            }
            """;
    private static final int MAJOR_VERSION_BYTE = 7;
    private static final byte FUTURE_VERSION = 99;

    private final Path directory;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Set<String> left = new TreeSet<>();
    private final Set<String> future = new TreeSet<>();

    TestJar(Path directory) {
        this.directory = directory;
    }

    /** Adds a provider of one type of its own name, with a further member. */
    TestJar provider(String name, String member) {
        return source(name, PROVIDER.formatted(name, member, ""));
    }

    TestJar provider(String name) {
        return provider(name, "");
    }

    TestJar providerExtending(String name, String parent) {
        return source(name, PROVIDER.formatted(name, "", "extends " + parent));
    }

    TestJar source(String name, String code) {
        sources.put(name, code);
        return this;
    }

    TestJar services(String... lines) {
        return file(SERVICES, String.join("\n", lines));
    }

    TestJar file(String name, String content) {
        files.put(name, content);
        return this;
    }

    /** Compiles the class but leaves it out of the jar. */
    TestJar without(String name) {
        left.add(name + ".class");
        return this;
    }

    /** Marks the class as compiled for a Java that is not out yet. */
    TestJar forAnotherJava(String name) {
        future.add(name + ".class");
        return this;
    }

    URL build(String name) throws IOException {
        Path classes = Files.createDirectories(directory.resolve(name + "-classes"));
        compile(classes);
        Path jar = directory.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                put(out, file.getKey(), file.getValue().getBytes(UTF_8));
            }
            for (Path each : classesIn(classes)) {
                put(out, classes.relativize(each).toString(), bytes(each));
            }
        }
        return jar.toUri().toURL();
    }

    private void compile(Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                place(ConnectionProvider.class) + System.getProperty("path.separator") + place(FakeType.class)));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = classes.resolve(source.getKey() + ".java");
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        if (!sources.isEmpty()
                && ToolProvider.getSystemJavaCompiler().run(null, null, System.err, arguments.toArray(String[]::new))
                        != 0) {
            throw new IllegalStateException("the sources do not compile");
        }
    }

    private List<Path> classesIn(Path classes) throws IOException {
        try (Stream<Path> all = Files.walk(classes)) {
            return all.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !left.contains(file.getFileName().toString()))
                    .toList();
        }
    }

    private byte[] bytes(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (future.contains(file.getFileName().toString())) {
            bytes[MAJOR_VERSION_BYTE] = FUTURE_VERSION;
        }
        return bytes;
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private static String place(Class<?> type) {
        return Path.of(url(type).getPath()).toString();
    }

    static URL url(Class<?> type) {
        try {
            return type.getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()
                    .toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
