package dev.mooring.connection.core.internal.registry;

import dev.mooring.connection.core.BrokenProvider;
import dev.mooring.connection.spi.CloudProfile;
import dev.mooring.connection.spi.ConnectionProvider;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Finds providers with the ServiceLoader: through the loader of the SPI, through the context loader if it sees the same
 * SPI, and through the caller's. A provider that can not be loaded is listed with its cause and stops no other.
 */
public final class ProviderDiscovery {
    private static final String SERVICES = "META-INF/services/" + ConnectionProvider.class.getName();
    /** Each provider's own file with its class name: a fat jar can overwrite the shared services file, but not these. */
    private static final String MARKERS = "META-INF/mooring/";

    private final List<InstalledProvider> found = new ArrayList<>();
    private final List<BrokenProvider> broken = new ArrayList<>();

    /**
     * What was found.
     *
     * @param providers the loaded providers, each class once
     * @param broken those that could not be loaded
     */
    public record Result(List<InstalledProvider> providers, List<BrokenProvider> broken) {
        /** Copies the lists. */
        public Result {
            providers = List.copyOf(providers);
            broken = List.copyOf(broken);
        }
    }

    private ProviderDiscovery() {}

    /** Looks through the loaders; the last is the caller's own. */
    public static Result discover(@Nullable ClassLoader context, ClassLoader caller) {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        ClassLoader own = ConnectionProvider.class.getClassLoader();
        if (own != null) {
            loaders.add(own);
        }
        if (context != null) {
            loaders.add(context);
        }
        loaders.add(caller);
        ProviderDiscovery discovery = new ProviderDiscovery();
        loaders.stream().filter(ProviderDiscovery::seesSameSpi).forEach(discovery::load);
        return new Result(discovery.found, discovery.broken);
    }

    private static boolean seesSameSpi(ClassLoader loader) {
        try {
            return Class.forName(ConnectionProvider.class.getName(), false, loader) == ConnectionProvider.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private void load(ClassLoader loader) {
        Iterator<ServiceLoader.Provider<ConnectionProvider>> services =
                ServiceLoader.load(ConnectionProvider.class, loader).stream().iterator();
        Set<BrokenProvider> entries = new HashSet<>();
        while (true) {
            try {
                if (!services.hasNext()) {
                    break;
                }
                add(services.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                BrokenProvider entry = BrokenProvider.of("an entry of " + SERVICES, origins(loader), rootOf(e));
                addBroken(entry);
                if (!entries.add(entry)) {
                    // each entry fails once; a loader that can not search fails for ever
                    break;
                }
            }
        }
        lookForLostEntries(loader);
    }

    private void add(ServiceLoader.Provider<ConnectionProvider> service) {
        Class<?> type = service.type();
        if (found.stream().anyMatch(known -> known.provider().getClass() == type)) {
            return;
        }
        try {
            InstalledProvider installed = InstalledProvider.of(service.get());
            // a provider whose descriptor fails is broken too
            installed.provider().types().forEach(t -> t.schema().specs());
            installed.provider().clouds().forEach(CloudProfile::regions);
            found.add(installed);
        } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
            addBroken(BrokenProvider.of(type.getName(), InstalledProvider.origin(type), rootOf(e)));
        }
    }

    private void addBroken(BrokenProvider provider) {
        if (!broken.contains(provider)) {
            broken.add(provider);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }

    private static String origins(ClassLoader loader) {
        try {
            List<String> places = new ArrayList<>();
            Enumeration<URL> files = loader.getResources(SERVICES);
            while (files.hasMoreElements()) {
                places.add(files.nextElement().toString());
            }
            return String.join(", ", places);
        } catch (IOException e) {
            return loader.toString();
        }
    }

    private void lookForLostEntries(ClassLoader loader) {
        try {
            Enumeration<URL> files = loader.getResources(SERVICES);
            while (files.hasMoreElements()) {
                URLConnection file = files.nextElement().openConnection();
                if (file instanceof JarURLConnection jar) {
                    jar.setUseCaches(false);
                    try (JarFile open = jar.getJarFile()) {
                        lookForLostEntries(open);
                    }
                }
            }
        } catch (IOException e) {
            addBroken(BrokenProvider.of("the jars that hold " + SERVICES, loader.toString(), e));
        }
    }

    private void lookForLostEntries(JarFile jar) throws IOException {
        Set<String> listed = new LinkedHashSet<>(lines(jar, jar.getEntry(SERVICES)));
        for (ZipEntry marker : jar.stream().toList()) {
            if (marker.getName().startsWith(MARKERS) && !marker.isDirectory()) {
                lines(jar, marker).stream()
                        .filter(name -> !listed.contains(name))
                        .forEach(name -> addBroken(BrokenProvider.lostEntry(name, jar.getName(), SERVICES)));
            }
        }
    }

    private static List<String> lines(JarFile jar, ZipEntry entry) throws IOException {
        String text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        return text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
