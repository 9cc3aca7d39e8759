package dev.mooring.testserver.hms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.HiveMetaStore;
import org.apache.hadoop.hive.metastore.conf.MetastoreConf;
import org.apache.hadoop.hive.metastore.conf.MetastoreConf.ConfVars;
import org.apache.hadoop.hive.metastore.security.HadoopThriftAuthBridge;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Runs one metastore over a Derby database in memory. Settings come from the standard input, one {@code name=value} in a
 * line; an empty line starts the server, which then prints {@code PORT n}, and the end of the input stops it.
 */
final class MetastoreMain {
    static final String READY = "PORT ";

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String KERBEROS = "kerberos";

    private MetastoreMain() {}

    public static void main(String... arguments) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Path directory = Path.of(arguments[0]);
        int port = freePort();
        Configuration settings = settings(directory, input);
        Thread server = new Thread(() -> serve(port, settings), "metastore");
        server.setDaemon(true);
        server.start();
        await(port);
        System.out.println(READY + port);
        while (input.readLine() != null) {
            // only the end of the input matters
        }
        Runtime.getRuntime().halt(0);
    }

    private static Configuration settings(Path directory, BufferedReader input) throws IOException {
        System.setProperty(
                "derby.stream.error.file", directory.resolve("derby.log").toString());
        Configuration settings = MetastoreConf.newMetastoreConf();
        MetastoreConf.setVar(settings, ConfVars.CONNECT_URL_KEY, "jdbc:derby:memory:metastore;create=true");
        Path warehouse = Files.createDirectories(directory.resolve("warehouse"));
        MetastoreConf.setVar(settings, ConfVars.WAREHOUSE, warehouse.toUri().toString());
        MetastoreConf.setBoolVar(settings, ConfVars.AUTO_CREATE_ALL, true);
        MetastoreConf.setBoolVar(settings, ConfVars.SCHEMA_VERIFICATION, false);
        MetastoreConf.setVar(settings, ConfVars.THRIFT_BIND_HOST, "127.0.0.1");
        settings.set("metastore.housekeeping.threads.on", "false");
        settings.set("metastore.task.threads.always", "");
        settings.set("metastore.event.listeners", "");
        for (String line = input.readLine(); line != null && !line.isEmpty(); line = input.readLine()) {
            int equals = line.indexOf('=');
            settings.set(line.substring(0, equals), line.substring(equals + 1));
        }
        if (KERBEROS.equals(settings.get("hadoop.security.authentication"))) {
            UserGroupInformation.setConfiguration(settings);
            UserGroupInformation.loginUserFromKeytab(
                    MetastoreConf.getVar(settings, ConfVars.KERBEROS_PRINCIPAL),
                    MetastoreConf.getVar(settings, ConfVars.KERBEROS_KEYTAB_FILE));
        }
        return settings;
    }

    private static void serve(int port, Configuration settings) {
        try {
            HiveMetaStore.startMetaStore(port, HadoopThriftAuthBridge.getBridge(), settings);
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void await(int port) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
