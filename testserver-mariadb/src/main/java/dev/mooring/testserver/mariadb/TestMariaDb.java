package dev.mooring.testserver.mariadb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A MariaDB on 127.0.0.1 in a process of its own, with the database {@code ledger}, TLS with the given certificate, and one
 * administrator. Linux on x86-64 only. Safe for use by threads.
 */
public final class TestMariaDb implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final String ADMINISTRATOR = "keeper";
    private static final String PASSWORD = "keeper-of-the-test";

    private final Path directory;
    private final Process process;
    private final int port;

    private TestMariaDb(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /** Starts one on a free port with that certificate chain and its key, both in PEM. */
    public static TestMariaDb start(String chainPem, String keyPem) {
        try {
            Path directory = Files.createTempDirectory("mariadb");
            ServerFiles files = ServerFiles.unpack(directory.resolve("server"));
            Files.writeString(directory.resolve("chain.pem"), chainPem);
            Path key = Files.createFile(
                    directory.resolve("key.pem"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, keyPem);
            initialise(files, directory);
            int port = freePort();
            TestMariaDb server = new TestMariaDb(directory, launch(files, directory, port), port);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Runs statements as administrator. */
    public void execute(String... statements) {
        try (var jdbc = administer();
                Statement statement = jdbc.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the server refuses what a test asks for", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void initialise(ServerFiles files, Path directory) throws IOException {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(
                directory.resolve("start.sql"),
                "CREATE DATABASE IF NOT EXISTS ledger;\n"
                        + "CREATE USER IF NOT EXISTS '" + ADMINISTRATOR + "'@'127.0.0.1' IDENTIFIED BY '" + PASSWORD
                        + "';\n"
                        + "GRANT ALL PRIVILEGES ON *.* TO '" + ADMINISTRATOR + "'@'127.0.0.1' WITH GRANT OPTION;\n");
        StringBuilder tables =
                new StringBuilder("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
        for (String name : List.of(
                "mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql")) {
            tables.append(Files.readString(files.share(name)));
        }
        Path script = Files.writeString(directory.resolve("tables.sql"), tables);
        Process bootstrap = builder(files, directory, "--bootstrap", "--enforce-storage-engine=")
                .redirectInput(script.toFile())
                .start();
        try {
            if (!bootstrap.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS) || bootstrap.exitValue() != 0) {
                bootstrap.destroyForcibly();
                throw new IOException("the server's tables can not be made: " + log(directory));
            }
        } catch (InterruptedException e) {
            bootstrap.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Process launch(ServerFiles files, Path directory, int port) throws IOException {
        return builder(
                        files,
                        directory,
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--socket=" + directory.resolve("s"),
                        "--init-file=" + directory.resolve("start.sql"),
                        "--skip-name-resolve",
                        // a limit that is none at the start can not be changed afterwards
                        "--max-user-connections=100",
                        "--ssl-cert=" + directory.resolve("chain.pem"),
                        "--ssl-key=" + directory.resolve("key.pem"))
                .start();
    }

    private static ProcessBuilder builder(ServerFiles files, Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                files.program(),
                "--no-defaults",
                "--basedir=" + files.base(),
                "--datadir=" + directory.resolve("data"),
                "--lc-messages-dir=" + files.base().resolve("share"),
                "--plugin-dir=" + directory,
                "--tmpdir=" + directory,
                "--innodb-buffer-pool-size=16M",
                "--innodb-log-file-size=4M",
                "--innodb-flush-log-at-trx-commit=0",
                "--user=" + System.getProperty("user.name")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory).toFile()));
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                administer().close();
                return;
            } catch (SQLException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        process.destroyForcibly();
        throw new IOException("the server did not start: " + Files.readString(log(directory)));
    }

    private java.sql.Connection administer() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", ADMINISTRATOR);
        login.setProperty("password", PASSWORD);
        login.setProperty("connectTimeout", "1000");
        Driver driver = new org.mariadb.jdbc.Driver();
        java.sql.Connection session = driver.connect("jdbc:mariadb://127.0.0.1:" + port + "/ledger", login);
        if (session == null) {
            throw new SQLException("no session");
        }
        return session;
    }

    private static Path log(Path directory) {
        return directory.resolve("server.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
