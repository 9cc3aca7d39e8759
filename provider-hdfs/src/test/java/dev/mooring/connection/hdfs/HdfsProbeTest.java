package dev.mooring.connection.hdfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.ProbeReport.Result;
import dev.mooring.connection.hdfs.server.Clusters;
import dev.mooring.connection.hdfs.server.HdfsServer;
import dev.mooring.connection.spi.ProbeStep.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests of connections to a real cluster without Kerberos. */
class HdfsProbeTest {
    private static HdfsServer cluster;

    @BeforeAll
    static void directories() {
        cluster = Clusters.simple();
        cluster.directory("/alice", "alice", "700");
        cluster.directory("/open", "alice", "777");
    }

    @Test
    void namesTheStateOfEachNameNode() {
        ProbeReport report = alice().test("hdfs://zeta/alice/=READ,LIST,WRITE,DELETE");

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        assertThat(at(report, Stage.AUTHENTICATE, node(0)).detail()).startsWith("active");
        assertThat(at(report, Stage.AUTHENTICATE, node(1)).detail()).startsWith("standby");
        assertThat(at(report, Stage.AUTHENTICATE, "alice").detail()).contains("on trust");
        assertThat(at(report, Stage.OPERATE, "list").detail()).contains("/alice");
        assertThat(at(report, Stage.OPERATE, "write").detail()).contains("nothing was written");
    }

    @Test
    void looksAtTheRootWithoutAScope() {
        ProbeReport report = alice().test();

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        assertThat(at(report, Stage.OPERATE, "/").detail()).contains("hdfs://zeta/folder/");
    }

    @Test
    void takesTheOnlyNameNodeForANameservice() {
        ProbeRig single = alice().with("NAME_NODE", node(0)).without("NAME_NODE_RPC_ADDRESSES");

        assertThat(single.test("hdfs://" + node(0) + "/alice/=LIST").outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void saysWhoMayDoWhatOnAPathThatIsRefused() {
        ProbeReport report = rig("mallory").test("hdfs://zeta/alice/=LIST");

        assertFailed(report, Stage.OPERATE, ConnectionError.ACCESS_DENIED);
        assertThat(report.failure().orElseThrow().remedy().orElseThrow())
                .contains("mallory", "READ_EXECUTE", "/alice", "alice:users", "drwx------");
    }

    @Test
    void refusesWritingWhereOnlyReadingIsAllowed() {
        assertFailed(rig("mallory").test("hdfs://zeta/alice/=WRITE"), Stage.OPERATE, ConnectionError.ACCESS_DENIED);
    }

    @Test
    void namesAMissingPath() {
        ProbeReport report = alice().test("hdfs://zeta/alice/missing/=LIST");

        assertFailed(report, Stage.OPERATE, ConnectionError.RESOURCE_NOT_FOUND);
        assertThat(report.failure().orElseThrow().detail()).contains("/alice/missing");
    }

    @Test
    void refusesAScopeOfAnotherCluster() {
        assertFailed(alice().test("hdfs://other/x/=LIST"), Stage.OPERATE, ConnectionError.INVALID_SCOPE);
    }

    @Test
    void makesAnEmptyFolderAndRemovesItOnlyWhenAsked() {
        int before = cluster.calls(0).size();
        alice().test("hdfs://zeta/open/=WRITE");
        assertThat(cluster.calls(before)).noneMatch(call -> call.command().equals("mkdirs"));

        ProbeReport report = alice().writingTest("hdfs://zeta/open/=WRITE");

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        assertThat(cluster.calls(before))
                .noneMatch(call -> call.command().equals("create"))
                .anyMatch(call -> call.command().equals("mkdirs") && call.user().startsWith("alice"))
                .anyMatch(call -> call.command().equals("delete") && call.user().startsWith("alice"));
    }

    @Test
    void recognisesAListWithoutAnActiveNameNode() {
        assertFailed(ProbeRig.simple("alice", cluster.port(1)).test(), Stage.AUTHORIZE, HdfsError.HDFS_STANDBY_ONLY);
    }

    @Test
    void recognisesAClusterOfWhichNoNameNodeIsActive() {
        cluster.active(false);
        try {
            assertFailed(alice().test(), Stage.AUTHORIZE, HdfsError.HDFS_STANDBY_ONLY);
        } finally {
            cluster.active(true);
        }
    }

    @Test
    void warnsOfADeadNameNodeAndGoesOnWithTheOther() throws IOException {
        int dead = freePort();
        ProbeReport report = ProbeRig.simple("alice", dead, cluster.port(0)).test("hdfs://zeta/alice/=LIST");

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.WARNING);
        assertThat(at(report, Stage.CONNECT, "localhost:" + dead).outcome()).isEqualTo(Outcome.WARNING);
        assertThat(at(report, Stage.OPERATE, "list").outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void failsWhenAllNameNodesAreDead() throws IOException {
        assertFailed(
                ProbeRig.simple("alice", freePort(), freePort()).test(),
                Stage.CONNECT,
                ConnectionError.ENDPOINT_UNREACHABLE);
    }

    @Test
    void recognisesThePortOfTheWebPages() {
        ProbeReport report = ProbeRig.simple("alice", cluster.webPort(0)).test();

        assertFailed(report, Stage.AUTHENTICATE, ConnectionError.PROTOCOL_MISMATCH);
        assertThat(report.failure().orElseThrow().remedy().orElseThrow()).contains("8020", "9870");
    }

    @Test
    void endsInTimeWhenTheServerIsSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ProbeReport report = ProbeRig.simple("alice", silent.getLocalPort()).test(Duration.ofMillis(500));

            assertFailed(report, Stage.AUTHENTICATE, ConnectionError.TIMED_OUT);
            assertThat(report.took()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void recognisesAClusterWithKerberos() {
        ProbeReport report = ProbeRig.simple("alice", Clusters.secure().port(0)).test();

        assertFailed(report, Stage.AUTHENTICATE, HdfsError.HDFS_AUTHENTICATION_MISMATCH);
        assertThat(report.failure().orElseThrow().remedy().orElseThrow()).contains("KERBEROS_KEYTAB");
    }

    @Test
    void reportsAUserWhomTheClusterDoesNotAdmit() {
        cluster.admit("somebody");
        try {
            assertFailed(alice().test(), Stage.AUTHENTICATE, ConnectionError.ACCESS_DENIED);
        } finally {
            cluster.admit("*");
        }
    }

    static void assertFailed(ProbeReport report, Stage stage, ErrorCode code) {
        Result failure = report.failure().orElseThrow(() -> new AssertionError(report.toString()));
        assertThat(failure.stage()).as(failure.toString()).isEqualTo(stage);
        assertThat(failure.code()).as(failure.toString()).contains(code);
        assertThat(failure.remedy()).isPresent();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Result at(ProbeReport report, Stage stage, String target) {
        return ProbeRig.at(report, stage, target);
    }

    private static ProbeRig alice() {
        return rig("alice");
    }

    private static ProbeRig rig(String user) {
        return ProbeRig.simple(user, cluster.port(0), cluster.port(1));
    }

    private static String node(int index) {
        return "localhost:" + cluster.port(index);
    }
}
