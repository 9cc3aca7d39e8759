package dev.mooring.connection.hdfs.server;

import dev.mooring.testserver.kdc.TestKdc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real cluster with two name nodes, the first one active, in a process of its own: a secure one sets state of its JVM
 * that no client may depend on. Safe for use by threads.
 */
public final class HdfsServer implements AutoCloseable {
    /** The service principal of the name nodes of a secure cluster. */
    public static final String SERVICE = "hdfs/localhost";

    private final Object lock = new Object();
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;
    private final Path directory;
    private List<Integer> ports = List.of();

    /**
     * A call as a name node recorded it.
     *
     * @param allowed whether it was allowed
     * @param user who made it, with the way of authentication
     * @param command what it was
     * @param source what it was about
     */
    public record Call(boolean allowed, String user, String command, String source) {}

    private HdfsServer(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Begins to start a cluster that takes every user's word. */
    public static HdfsServer simple() {
        return launch(List.of(), List.of("1"));
    }

    /** Begins to start a cluster that asks for Kerberos tickets of the realm. */
    public static HdfsServer secure(TestKdc kdc) {
        return launch(
                List.of("-Djava.security.krb5.conf=" + kdc.krb5Conf()),
                List.of(
                        "1",
                        SERVICE + "@" + kdc.realm(),
                        kdc.keytab(SERVICE, "HTTP/localhost").toString()));
    }

    private static HdfsServer launch(List<String> options, List<String> arguments) {
        try {
            Path directory = Files.createTempDirectory("hdfs");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx400m",
                    "-XX:TieredStopAtLevel=1",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
            command.addAll(options);
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    HdfsServerMain.class.getName(),
                    directory.resolve("cluster").toString()));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .redirectError(directory.resolve("errors").toFile())
                    .directory(directory.toFile())
                    .start();
            return new HdfsServer(process, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the RPC of a name node listens, on the loopback address; waits until the cluster is up. */
    public int port(int node) {
        return ports().get(node * 2);
    }

    /** Where the web pages of a name node are. */
    public int webPort(int node) {
        return ports().get(node * 2 + 1);
    }

    private List<Integer> ports() {
        synchronized (lock) {
            if (ports.isEmpty()) {
                String line = line();
                while (!line.startsWith("READY ")) {
                    line = line();
                }
                ports = Arrays.stream(line.substring("READY ".length()).split(" "))
                        .map(Integer::valueOf)
                        .toList();
            }
            return ports;
        }
    }

    /** The calls from an index on. */
    public List<Call> calls(int from) {
        return ask("calls " + from).stream()
                .map(line -> line.split("\t", -1))
                .map(words -> new Call(Boolean.parseBoolean(words[0]), words[1], words[2], words[3]))
                .toList();
    }

    /** Makes a directory of that owner and mode. */
    public void directory(String path, String owner, String mode) {
        ask("directory " + path + " " + owner + " " + mode);
    }

    /** Who owns a file. */
    public String owner(String path) {
        return ask("owner " + path).get(0);
    }

    /** Makes the first name node active or standby; the second one always stands by. */
    public void active(boolean active) {
        ask((active ? "active" : "standby") + " 0");
    }

    /** Lets only that user use the file system, or everyone again with an asterisk. */
    public void admit(String user) {
        ask("admit " + user);
    }

    /** Lets the cluster refuse changes, or take them again. */
    public void safeMode(boolean on) {
        ask("safemode " + (on ? "on" : "off"));
    }

    private List<String> ask(String order) {
        synchronized (lock) {
            ports();
            orders.println(order);
            List<String> lines = new ArrayList<>();
            for (String line = line(); !line.equals("END"); line = line()) {
                if (line.startsWith("FAILED")) {
                    throw new IllegalStateException(order + ": " + line);
                }
                lines.add(line);
            }
            return lines;
        }
    }

    private String line() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the cluster ended: " + Files.readString(directory.resolve("errors")));
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        orders.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
