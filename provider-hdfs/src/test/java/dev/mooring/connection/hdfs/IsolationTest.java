package dev.mooring.connection.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.TestOptions;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.hdfs.bridge.HadoopConfigurations;
import dev.mooring.connection.hdfs.server.Clusters;
import dev.mooring.connection.hdfs.server.HdfsServer;
import dev.mooring.connection.hdfs.server.HdfsServer.Call;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two connections to one cluster never act as one another, and none leaves anything behind. */
class IsolationTest {
    private static final int ALTERNATIONS = 1_000;
    private static final int CYCLES = 200;

    private final ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new HdfsProvider()).open();
    private final Connections connections = layer.workspace("sales", "ann");

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void twoUsersAlternateAThousandTimesWithoutCrossing() throws Exception {
        HdfsServer cluster = Clusters.simple();
        cluster.directory("/shared", "hdfs", "777");
        simple("first", "ann");
        simple("second", "bob");

        alternate(cluster, "ann", "bob");
    }

    @Test
    void twoPrincipalsAlternateAThousandTimesWithoutCrossing() throws Exception {
        HdfsServer cluster = Clusters.secure();
        cluster.directory("/shared", "hdfs", "777");
        kerberos("first", "ann");
        kerberos("second", "bob");

        alternate(cluster, "ann", "bob");
    }

    private void alternate(HdfsServer cluster, String first, String second) throws Exception {
        int before = cluster.calls(0).size();
        try (FileSystem ones = open("first");
                FileSystem others = open("second")) {
            for (int i = 0; i < ALTERNATIONS; i++) {
                ones.getFileStatus(new Path("/shared/" + first));
                others.getFileStatus(new Path("/shared/" + second));
            }
        }
        List<Call> calls = cluster.calls(before).stream()
                .filter(call -> call.command().equals("getfileinfo"))
                .toList();
        assertThat(calls)
                .hasSizeGreaterThanOrEqualTo(2 * ALTERNATIONS)
                .allSatisfy(
                        call -> assertThat(call.user()).startsWith(call.source().substring("/shared/".length())));
    }

    private FileSystem open(String name) throws Exception {
        FileSystem files = HadoopConfigurations.of(connections.source(name, AccessScope.everything()))
                .open();
        String user = name.equals("first") ? "ann" : "bob";
        files.create(new Path("/shared/" + user)).close();
        assertThat(files.getFileStatus(new Path("/shared/" + user)).getOwner()).isEqualTo(user);
        return files;
    }

    @Test
    void openingAndClosingLeavesNoThreadAndNoDescriptor() throws Exception {
        simple("first", "ann");
        kerberos("second", "bob");
        cycle(10);
        settle(0, 0);
        int threads = threads();
        long descriptors = descriptors();

        cycle(CYCLES);

        settle(threads, descriptors);
    }

    private void cycle(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            for (String name : List.of("first", "second")) {
                try (FileSystem files = HadoopConfigurations.of(connections.source(name, AccessScope.everything()))
                        .open()) {
                    assertThat(files.exists(new Path("/"))).isTrue();
                }
                if (i % 10 == 0) {
                    assertThat(connections.test(name, TestOptions.readOnly()).outcome())
                            .isEqualTo(Outcome.PASSED);
                }
            }
        }
    }

    /** Waits until no more is open than before; with zeros, until nothing ends any more. */
    private static void settle(int threads, long descriptors) {
        if (threads == 0) {
            int[] last = {Integer.MAX_VALUE};
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        boolean same = last[0] <= threads();
                        last[0] = threads();
                        return same;
                    });
            return;
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(threads()).as("threads").isLessThanOrEqualTo(threads + 2);
            assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors + 5);
        });
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private void simple(String name, String user) {
        connections.create(
                cluster(name, Clusters.simple()).property("USER", user).build());
    }

    private void kerberos(String name, String principal) {
        byte[] keytab = Clusters.kdc().keytabBytes(principal);
        connections.create(cluster(name, Clusters.secure())
                .property("AUTH_TYPE", "kerberos")
                .property("KERBEROS_PRINCIPAL", principal + ProbeRig.REALM)
                .property("KERBEROS_KEYTAB", "base64:" + Base64.getEncoder().encodeToString(keytab))
                .property("KERBEROS_KRB5_CONFIG", Clusters.kdc().krb5ConfText())
                .property("NAME_NODE_PRINCIPAL", HdfsServer.SERVICE + ProbeRig.REALM)
                .build());
    }

    private static ConnectionDraft.Builder cluster(String name, HdfsServer server) {
        return ConnectionDraft.of(name, "HDFS")
                .property("NAME_NODE", "zeta")
                .property("NAME_NODE_RPC_ADDRESSES", "localhost:" + server.port(0) + ",localhost:" + server.port(1));
    }
}
