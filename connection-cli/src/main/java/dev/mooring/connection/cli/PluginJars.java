package dev.mooring.connection.cli;

import dev.mooring.connection.cli.output.Failures;
import dev.mooring.connection.spi.ConnectionProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The jars of a plug-in directory. One that adds no types is named on standard error and stops no other. */
final class PluginJars {
    private static final String SERVICES = "META-INF/services/" + ConnectionProvider.class.getName();
    private static final String MARKERS = "META-INF/mooring/";

    private final Failures notes;

    PluginJars(Failures notes) {
        this.notes = notes;
    }

    /** Those that can be read, in the order of their names; without a provider too, for another may need it. */
    URL[] in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .filter(this::isReadable)
                    .map(PluginJars::url)
                    .toArray(URL[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException("the plug-ins in " + directory + " can not be listed", e);
        }
    }

    private boolean isReadable(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            if (jar.getEntry(SERVICES) == null) {
                warn(file, "has no " + SERVICES + ": " + consequence(jar));
            }
            return true;
        } catch (IOException e) {
            warn(file, "can not be read as a jar and is left out: replace it by an intact one, or remove it");
            return false;
        }
    }

    private static String consequence(JarFile jar) {
        boolean isMarked = jar.stream().anyMatch(entry -> entry.getName().startsWith(MARKERS) && !entry.isDirectory());
        return isMarked
                ? "it adds no types although it has files in " + MARKERS
                        + ": build it again so that files of META-INF/services merge (shade plug-in:"
                        + " ServicesResourceTransformer)"
                : "it adds no types";
    }

    private void warn(Path file, String text) {
        notes.warn(List.of("plug-in " + file.getFileName() + " " + text));
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
