package dev.mooring.connection.cli;

import dev.mooring.connection.spi.ConnectionProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Builds the jar of a provider apart from this build, as another team would. */
final class PluginJar {
    private static final String SERVICES = "META-INF/services/" + ConnectionProvider.class.getName();
    private static final String SOURCE = """
            package example.lighthouse;

            import dev.mooring.connection.*;
            import dev.mooring.connection.credential.*;
            import dev.mooring.connection.property.*;
            import dev.mooring.connection.spi.*;
            import java.util.*;

            public final class LighthouseProvider implements ConnectionProvider {
                static final PropertySpec<Secret> LAMP = PropertySpec.secret("LAMP").describe("what makes it shine").build();
                public String name() { return "lighthouse"; }
                public List<ConnectionType> types() { return List.of(new Lighthouse()); }

                static final class Lighthouse implements ConnectionType {
                    public TypeId id() { return TypeId.of(ConnectionCategory.API, "LIGHTHOUSE"); }
                    public PropertySchema schema() { return PropertySchema.builder().required(LAMP).build(); }
                    public ScopeSyntax scopes() {
                        return ScopeSyntax.reachesEverything(Set.of("light"), Set.of(AccessScope.Action.INVOKE));
                    }
                    public ConnectivityProbe probe(ProviderContext context) { return request -> List.of(); }
                    public CredentialVendor vendor(ProviderContext context) {
                        return request -> new VendPlan("none", List.of(), VendPlan.Reuse.NEVER,
                                hops -> Issued.of(new Credential.Bearer(request.properties().require(LAMP), Optional.empty()), Receipt.none()));
                    }
                }
            }
            """;

    private PluginJar() {}

    /** Compiles the provider and packs it into a jar of that directory. */
    static void lighthouse(Path directory) throws IOException {
        Path classes = Files.createTempDirectory(directory.getParent(), "classes");
        Path source = Files.writeString(
                Files.createDirectories(classes.resolve("example/lighthouse")).resolve("LighthouseProvider.java"),
                SOURCE);
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        String api = Path.of(ConnectionProvider.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        int code =
                compiler.run(null, null, null, "-proc:none", "-cp", api, "-d", classes.toString(), source.toString());
        if (code != 0) {
            throw new AssertionError("the provider does not compile");
        }
        try (JarOutputStream jar = new JarOutputStream(
                        Files.newOutputStream(Files.createDirectories(directory).resolve("lighthouse.jar")));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                add(jar, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
            add(jar, SERVICES, "example.lighthouse.LighthouseProvider".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A jar that promises a provider it does not hold. */
    static void broken(Path directory) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(
                Files.newOutputStream(Files.createDirectories(directory).resolve("broken.jar")))) {
            add(jar, SERVICES, "example.missing.MissingProvider".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A jar with an empty entry of that name. */
    static void of(Path file, String entry) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            add(jar, entry, new byte[0]);
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
