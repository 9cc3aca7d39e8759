package dev.mooring.testserver.kdc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.client.KrbConfig;
import org.apache.kerby.kerberos.kerb.server.KdcConfig;
import org.apache.kerby.kerberos.kerb.server.KdcConfigKey;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;

/**
 * A Kerberos server of one realm in this process, on TCP and the loopback address only. Several may run beside each
 * other. It sets no property of the JVM: a test points {@code java.security.krb5.conf} to {@link #krb5Conf()}, or hands
 * {@link #krb5ConfText()} to a connection. Safe for use by threads.
 */
public final class TestKdc implements AutoCloseable {
    private static final String PROPERTY = "java.security.krb5.conf";
    private static final String LOOPBACK = "127.0.0.1";

    private final SimpleKdcServer server;
    private final Path directory;
    private final String realm;
    private final int port;
    private final AtomicInteger keytabs = new AtomicInteger();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private TestKdc(SimpleKdcServer server, Path directory, String realm, int port) {
        this.server = server;
        this.directory = directory;
        this.realm = realm;
        this.port = port;
    }

    /** Starts the server of a realm, for instance {@code EXAMPLE.COM}, on a free port. */
    public static TestKdc start(String realm) {
        try {
            Path directory = Files.createTempDirectory("kdc");
            int port = freePort();
            SimpleKdcServer server = new SimpleKdcServer(new KrbConfig());
            server.setWorkDir(Files.createDirectory(directory.resolve("server")).toFile());
            configure(server.getKdcConfig(), realm, port);
            initialise(server);
            server.start();
            TestKdc kdc = new TestKdc(server, directory, realm, port);
            Files.writeString(kdc.krb5Conf(), kdc.krb5ConfText());
            return kdc;
        } catch (KrbException e) {
            throw failed("the KDC of " + realm + " does not start", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By its configuration: what the server's setters and its other constructors set is shared by all of a process. */
    private static void configure(KdcConfig config, String realm, int port) {
        config.setString(KdcConfigKey.KDC_REALM, realm);
        config.setString(KdcConfigKey.KDC_HOST, LOOPBACK);
        config.setInt(KdcConfigKey.KDC_TCP_PORT, port);
        config.setBoolean(KdcConfigKey.KDC_ALLOW_TCP, true);
        config.setBoolean(KdcConfigKey.KDC_ALLOW_UDP, false);
    }

    /** Kerby points the JVM to a krb5.conf of its own. */
    private static void initialise(SimpleKdcServer server) throws KrbException {
        String before = System.getProperty(PROPERTY);
        try {
            server.init();
        } finally {
            if (before == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before);
            }
        }
    }

    /** The realm's name. */
    public String realm() {
        return realm;
    }

    /** Where it listens, on {@code 127.0.0.1}. */
    public int port() {
        return port;
    }

    /** A file with {@link #krb5ConfText()}; gone after close. */
    public Path krb5Conf() {
        return directory.resolve("krb5.conf");
    }

    /** The krb5.conf of a client, with this realm as the default one; {@code localhost} belongs to it. */
    public String krb5ConfText() {
        return """
                [libdefaults]
                  default_realm = %1$s
                  udp_preference_limit = 1
                  dns_lookup_kdc = false
                  dns_lookup_realm = false
                  dns_canonicalize_hostname = false
                  rdns = false
                [realms]
                  %1$s = {
                    kdc = %2$s:%3$d
                  }
                [domain_realm]
                  localhost = %1$s
                """.formatted(realm, LOOPBACK, port);
    }

    /** Adds a user with a password; its name may leave the realm out. */
    public void addPrincipal(String name, String password) {
        run("add " + name, () -> server.createPrincipal(qualified(name), password));
    }

    /**
     * Gives a principal another password, so that keytabs and passwords handed out before are no longer accepted. The
     * version number of its key grows.
     */
    public void changePassword(String name, String password) {
        run("change the password of " + name, () -> server.getKadmin().changePassword(qualified(name), password));
    }

    /** Removes a principal. */
    public void removePrincipal(String name) {
        run("remove " + name, () -> server.deletePrincipal(qualified(name)));
    }

    /** A new file with the present keys of the principals; those that do not exist are added with random keys. */
    public Path keytab(String... principals) {
        Path file = directory.resolve("keytab-" + keytabs.incrementAndGet());
        for (String principal : principals) {
            run("export " + principal, () -> {
                if (!isKnown(principal)) {
                    server.createPrincipal(qualified(principal));
                }
                server.exportPrincipal(qualified(principal), file.toFile());
            });
        }
        return file;
    }

    /** The bytes of {@link #keytab(String...)}, of which no file is left. */
    public byte[] keytabBytes(String... principals) {
        try {
            Path file = keytab(principals);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long tickets live that are issued from now on; a day unless set. */
    public void ticketLifetime(Duration lifetime) {
        server.getKdcConfig().setLong(KdcConfigKey.MINIMUM_TICKET_LIFETIME, 1L);
        server.getKdcConfig().setLong(KdcConfigKey.MAXIMUM_TICKET_LIFETIME, lifetime.toSeconds());
    }

    /** Stops the server and deletes its files; closing again does nothing. */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        run("stop", server::stop);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isKnown(String principal) throws KrbException {
        List<String> known = server.getKadmin().getPrincipals();
        return known.contains(qualified(principal));
    }

    /** Kerby would add the realm of whichever KDC was started last. */
    private String qualified(String principal) {
        return principal.contains("@") ? principal : principal + "@" + realm;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void run(String what, Action action) {
        try {
            action.run();
        } catch (KrbException e) {
            throw failed("the KDC of " + realm + " can not " + what, e);
        }
    }

    private static IllegalStateException failed(String what, KrbException cause) {
        return new IllegalStateException(what, cause);
    }

    private interface Action {
        void run() throws KrbException;
    }
}
