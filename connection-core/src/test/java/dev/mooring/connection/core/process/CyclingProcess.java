package dev.mooring.connection.core.process;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.spi.ConnectionProvider;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that does the same over and over and says after each round {@code round} and what it holds. */
final class CyclingProcess {
    static final String ROUND = "round ";
    static final String END = "held loaders ";

    private static final AccessScope SCOPE = AccessScope.read("handle://orders/");
    private static final int NAMES = 7;
    private static final int LOADERS = 10;
    private static final int COLLECTIONS = 50;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path directory;
    private final int rounds;
    private final int cycles;

    private CyclingProcess(Path directory, int rounds, int cycles) {
        this.directory = directory;
        this.rounds = rounds;
        this.cycles = cycles;
    }

    /** Arguments: what to repeat, the layer's directory, how many rounds of how many cycles. */
    public static void main(String[] arguments) throws Exception {
        // private files go where nobody else's are
        System.setProperty("java.io.tmpdir", arguments[1]);
        CyclingProcess process = new CyclingProcess(
                Path.of(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        switch (arguments[0]) {
            case "memory" -> process.cycleConnections(ConnectionLayer.inMemory());
            case "directory" -> process.cycleConnections(ConnectionLayer.in(process.directory));
            case "layers" -> process.cycleLayers();
            case "loaders" -> process.cycleLoaders();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private void cycleConnections(ConnectionLayer.Builder builder) throws IOException {
        try (ConnectionLayer layer = builder.provider(new HandleProvider()).open()) {
            Connections connections = layer.workspace("w", "ann");
            for (int round = 0; round < rounds; round++) {
                for (int cycle = 0; cycle < cycles; cycle++) {
                    createVendAndDrop(connections, "c" + cycle % NAMES, cycle % 2 == 0);
                }
                say();
            }
        }
    }

    private static void createVendAndDrop(Connections connections, String name, boolean isDisabledFirst) {
        connections.create(HandleProvider.draft(name));
        connections.vend(name, SCOPE);
        CredentialSource source = connections.source(name, AccessScope.read("handle://returns/"));
        source.rejected(source.get());
        source.get();
        if (isDisabledFirst) {
            connections.disable(name);
        }
        connections.drop(name);
    }

    private void cycleLayers() throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (int cycle = 0; cycle < cycles; cycle++) {
                openUseAndClose(cycle % 2 == 0, new HandleProvider(), cycle % NAMES > 0);
            }
            say();
        }
    }

    private void openUseAndClose(boolean isInMemory, ConnectionProvider provider, boolean isTested) {
        ConnectionLayer.Builder builder = isInMemory ? ConnectionLayer.inMemory() : ConnectionLayer.in(directory);
        try (ConnectionLayer layer = builder.provider(provider).open()) {
            Connections connections = layer.workspace("w", "ann");
            connections.dropIfExists("kept");
            connections.create(HandleProvider.draft("kept"));
            connections.vend("kept", SCOPE);
            if (isTested) {
                connections.test("kept", TestOptions.readOnly());
            }
        }
    }

    /** As an engine does that runs each of its plug-ins with the plug-in's loader. */
    private void cycleLoaders() throws Exception {
        // the database's driver starts a process when it loads, and the thread that reaps it inherits the loader
        openUseAndClose(false, new HandleProvider(), true);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < LOADERS; i++) {
            loaders.add(usedAndLeft(i % 2 == 0));
        }
        long held = held(loaders);
        for (int i = 0; held > 0 && i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(20);
            held = held(loaders);
        }
        out.println(END + held);
    }

    private static long held(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    private WeakReference<ClassLoader> usedAndLeft(boolean isInMemory) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (OwnLoader loader = new OwnLoader()) {
            thread.setContextClassLoader(loader);
            Class<?> provider = loader.loadClass(HandleProvider.class.getName());
            if (provider.getClassLoader() != loader) {
                throw new AssertionError("the provider is not the loader's own");
            }
            openUseAndClose(
                    isInMemory, (ConnectionProvider) provider.getConstructor().newInstance(), true);
            return new WeakReference<>(loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void say() throws IOException {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        out.println(ROUND
                + (runtime.totalMemory() - runtime.freeMemory()) / 1024
                + " " + ManagementFactory.getThreadMXBean().getThreadCount()
                + " " + count(Path.of("/proc/self/fd"), "")
                + " " + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()
                + " " + HandleProvider.open()
                + " " + count(directory, "mooring"));
    }

    private static long count(Path directory, String start) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(start))
                    .count();
        }
    }

    /** Loads the provider itself, and the rest where everybody does. */
    private static final class OwnLoader extends URLClassLoader {
        OwnLoader() throws MalformedURLException {
            super(urls(), CyclingProcess.class.getClassLoader());
        }

        private static URL[] urls() throws MalformedURLException {
            String[] entries = System.getProperty("java.class.path").split(File.pathSeparator, -1);
            URL[] urls = new URL[entries.length];
            for (int i = 0; i < entries.length; i++) {
                urls[i] = Path.of(entries[i]).toUri().toURL();
            }
            return urls;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(HandleProvider.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
