package dev.mooring.testserver.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL on 127.0.0.1 that speaks TLS and lets roles in by their passwords (scram-sha-256) only, over TLS only; the
 * superuser of this class aside. It can be killed and started again. Safe for use by threads.
 */
public final class TestPostgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    /** Each is a new session, which takes milliseconds. */
    private static final int MOST_LOOKS = 1000;

    private static final String RULES = """
            host all postgres 127.0.0.1/32 trust
            hostssl all all 127.0.0.1/32 scram-sha-256
            """;

    private final Path directory;
    private final ServerCertificate certificate;
    private final EmbeddedPostgres server;
    private final Path executable;

    private TestPostgres(Path directory, ServerCertificate certificate, EmbeddedPostgres server) {
        this.directory = directory;
        this.certificate = certificate;
        this.server = server;
        this.executable = Path.of(process().info().command().orElseThrow());
    }

    /** Starts one on a free port. */
    public static TestPostgres start() {
        try {
            Path directory = Files.createTempDirectory("postgres");
            ServerCertificate certificate = ServerCertificate.make(directory);
            Path chain = Files.writeString(directory.resolve("server.crt"), certificate.certificatePem());
            Path key = certificate.writeKey(directory.resolve("server.key"));
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("data"))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", directory.toString())
                    .setServerConfig("password_encryption", "scram-sha-256")
                    // or what was changed last would not survive being killed
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("ssl", "on")
                    .setServerConfig("ssl_cert_file", chain.toString())
                    .setServerConfig("ssl_key_file", key.toString())
                    .start();
            TestPostgres postgres = new TestPostgres(directory, certificate, server);
            postgres.admit("");
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it listens, the same for its whole life. */
    public int port() {
        return server.getPort();
    }

    /** The certificate that it shows, which is its own authority, in PEM. */
    public String certificatePem() {
        return certificate.certificatePem();
    }

    /** Makes a role that may log in with that password, in ASCII, until then; an existing one gets the password. */
    public synchronized void password(String role, String password, Instant until) {
        execute("DO $$ BEGIN CREATE ROLE " + name(role) + " LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        execute("ALTER ROLE " + name(role) + " PASSWORD " + text(ScramVerifier.of(password)) + " VALID UNTIL "
                + text(until.toString()));
    }

    /** Rules of pg_hba.conf that come before those that ask for passwords; the empty text for none. */
    public void admit(String rules) {
        try {
            Files.writeString(data().resolve("pg_hba.conf"), rules + "\n" + RULES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String before = loaded();
        execute("SELECT pg_reload_conf()");
        // the server does so when it comes to it
        for (int look = 0; look < MOST_LOOKS && loaded().equals(before); look++) {
            Thread.onSpinWait();
        }
    }

    /** Runs statements as superuser in the database {@code postgres}. */
    public void execute(String... statements) {
        try (var jdbc = server.getDatabase(SUPERUSER, SUPERUSER).getConnection();
                Statement statement = jdbc.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the server refuses what a test asks for", e);
        }
    }

    /** Kills it with all its processes, as a power cut would. */
    public void kill() {
        ProcessHandle postmaster = process();
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.add(0, postmaster);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    /** Starts it again at the same port after {@link #kill}, with what it was started with. */
    public void restart() {
        Program start = isRoot() ? new Program("unshare", "-U") : new Program();
        try {
            start.with(executable.resolveSibling("pg_ctl").toString(), "restart", "-w", "-s")
                    .with(
                            "-D",
                            data().toString(),
                            "-l",
                            directory.resolve("restart.log").toString())
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL refuses to run as root, and takes a user namespace of its own for another user. */
    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private Path data() {
        return directory.resolve("data");
    }

    private ProcessHandle process() {
        try {
            String pid =
                    Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String loaded() {
        try (var jdbc = server.getDatabase(SUPERUSER, SUPERUSER).getConnection();
                Statement statement = jdbc.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_conf_load_time()")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the server does not answer", e);
        }
    }

    private static String name(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
