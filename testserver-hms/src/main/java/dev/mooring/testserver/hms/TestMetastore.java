package dev.mooring.testserver.hms;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A real Hive Metastore over an in-memory database, in a process of its own on the loopback address. It ends with close,
 * and with the process that started it.
 */
public final class TestMetastore implements AutoCloseable {
    private static final String CLASS_PATH = "class-path";

    private final Process process;
    private final Path directory;
    private final int port;

    private TestMetastore(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** A server that is still to be started, without any authentication. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where it listens, on {@code 127.0.0.1}. */
    public int port() {
        return port;
    }

    /** {@code thrift://localhost:port}. */
    public String uri() {
        return "thrift://localhost:" + port;
    }

    /** Ends the process and deletes its files. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        delete(directory);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects what a server shall be. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<String, String> settings = new TreeMap<>();
        private final Map<String, String> properties = new TreeMap<>();

        private Builder() {}

        /** Lets in this one user, by SASL PLAIN. */
        public Builder login(String user, String password) {
            return set("metastore.authentication", "CONFIG")
                    .set("metastore.authentication.config.username", user)
                    .set("metastore.authentication.config.password", password)
                    .set("metastore.execute.setugi", "false");
        }

        /** Lets in Kerberos principals and holders of delegation tokens. */
        public Builder kerberos(String principal, Path keytab, Path krb5Conf) {
            properties.put("java.security.krb5.conf", krb5Conf.toString());
            return set("hadoop.security.authentication", "kerberos")
                    .set("metastore.sasl.enabled", "true")
                    .set("metastore.kerberos.principal", principal)
                    .set("metastore.kerberos.keytab.file", keytab.toString());
        }

        /** Speaks TLS with the key of a key store of type PKCS12. */
        public Builder tls(Path keyStore, String password) {
            return set("metastore.use.SSL", "true")
                    .set("metastore.keystore.path", keyStore.toString())
                    .set("metastore.keystore.type", "PKCS12")
                    .set("metastore.keystore.password", password);
        }

        /** Sets anything else by the name that the server's configuration has for it. */
        public Builder set(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** Starts the process and waits until it listens; fails with all that it printed. */
        public TestMetastore start() {
            try {
                Path directory = Files.createTempDirectory("metastore");
                Process process = launch(directory);
                send(process);
                int port = port(process, directory);
                return new TestMetastore(process, directory, port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Process launch(Path directory) throws IOException {
            List<String> options = properties.entrySet().stream()
                    .map(p -> "-D" + p.getKey() + "=" + p.getValue())
                    .toList();
            List<String> command = Stream.of(
                            Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString()),
                            Stream.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                            options.stream(),
                            Stream.of("-cp", classPath(), MetastoreMain.class.getName(), directory.toString()))
                    .flatMap(part -> part)
                    .toList();
            return new ProcessBuilder(command)
                    .redirectError(directory.resolve("log").toFile())
                    .start();
        }

        private void send(Process process) throws IOException {
            Writer input = process.outputWriter(StandardCharsets.UTF_8);
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                input.write(setting.getKey() + "=" + setting.getValue() + "\n");
            }
            input.write("\n");
            input.flush();
        }

        private static int port(Process process, Path directory) throws IOException {
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(MetastoreMain.READY)) {
                    return Integer.parseInt(line.substring(MetastoreMain.READY.length()));
                }
            }
            String log = Files.readString(directory.resolve("log"));
            delete(directory);
            throw new IOException("the metastore does not start: " + log);
        }

        private static String classPath() throws IOException {
            try (InputStream stream = MetastoreMain.class.getResourceAsStream(CLASS_PATH)) {
                if (stream == null) {
                    throw new IOException("this module was not built by Maven: there is no " + CLASS_PATH);
                }
                Path own = Path.of(MetastoreMain.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
                return own + File.pathSeparator + new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (URISyntaxException e) {
                throw new IOException(e);
            }
        }
    }
}
