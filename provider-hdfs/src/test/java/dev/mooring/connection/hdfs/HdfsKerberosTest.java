package dev.mooring.connection.hdfs;

import static dev.mooring.connection.hdfs.HdfsProbeTest.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.ProbeReport;
import dev.mooring.connection.ProbeReport.Outcome;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.hdfs.server.Clusters;
import dev.mooring.connection.hdfs.server.HdfsServer;
import dev.mooring.connection.hdfs.server.JvmRealm;
import dev.mooring.connection.spi.ProbeStep.Stage;
import dev.mooring.testserver.kdc.TestKdc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections to a real cluster with Kerberos, from a JVM whose Hadoop has security switched off. */
@ExtendWith(JvmRealm.class)
class HdfsKerberosTest {
    private static HdfsServer cluster;
    private static TestKdc kdc;

    @BeforeAll
    static void directories() {
        cluster = Clusters.secure();
        kdc = Clusters.kdc();
        cluster.directory("/alice", "alice", "700");
    }

    @Test
    void logsInAndNamesTheStateOfEachNameNode() {
        ProbeReport report = rig("alice").test("hdfs://zeta/alice/=READ,LIST,WRITE");

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.PASSED);
        assertThat(ProbeRig.at(report, Stage.AUTHENTICATE, "alice").detail()).contains("KDC knows alice@HDFS.TEST");
        assertThat(ProbeRig.at(report, Stage.AUTHENTICATE, "localhost:" + cluster.port(0))
                        .detail())
                .startsWith("active");
        assertThat(ProbeRig.at(report, Stage.AUTHENTICATE, "localhost:" + cluster.port(1))
                        .detail())
                .startsWith("standby");
        assertThat(UserGroupInformation.isSecurityEnabled()).isFalse();
    }

    @Test
    void findsTheHostInThePrincipalOfTheNameNodes() {
        assertThat(rig("alice")
                        .with("NAME_NODE_PRINCIPAL", "hdfs/_HOST@HDFS.TEST")
                        .test()
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void neverFallsBackToAClusterWithoutKerberos() {
        HdfsServer simple = Clusters.simple();
        int before = simple.calls(0).size();
        ProbeRig fooled = ProbeRig.kerberos("alice", simple.port(0), simple.port(1));

        ProbeReport report = fooled.test();

        assertFailed(report, Stage.AUTHENTICATE, HdfsError.HDFS_AUTHENTICATION_MISMATCH);
        assertRefused(fooled, HdfsError.HDFS_AUTHENTICATION_MISMATCH);
        assertThat(simple.calls(before)).as("calls without authentication").isEmpty();
    }

    @Test
    void recognisesAnotherPrincipalOfTheNameNodes() {
        ProbeRig other = rig("alice").with("NAME_NODE_PRINCIPAL", "nn/localhost@HDFS.TEST");

        assertFailed(other.test(), Stage.AUTHENTICATE, HdfsError.HDFS_SERVICE_PRINCIPAL_MISMATCH);
    }

    @Test
    void recognisesAProtectionThatTheNameNodesDoNotOffer() {
        ProbeReport report = rig("alice").with("RPC_PROTECTION", "integrity").test();

        assertFailed(report, Stage.AUTHENTICATE, HdfsError.HDFS_PROTECTION_MISMATCH);
        assertThat(rig("alice").with("RPC_PROTECTION", "privacy").test().outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void refusesAKeytabOfBeforeAChangedPassword() {
        byte[] keytab = kdc.keytabBytes("leaver");
        kdc.changePassword("leaver", "another");
        ProbeRig outdated = ProbeRig.kerberos("leaver", keytab, cluster.port(0));

        assertFailed(outdated.test(), Stage.AUTHENTICATE, ConnectionError.CREDENTIAL_REJECTED);
        assertRefused(outdated, ConnectionError.CREDENTIAL_REJECTED);
    }

    @Test
    void refusesAKeytabOfAnotherPrincipalAndWhatIsNone() {
        assertRefused(
                ProbeRig.kerberos("alice", kdc.keytabBytes("bob"), cluster.port(0)),
                ConnectionError.INVALID_PROPERTIES);
        assertRefused(
                ProbeRig.kerberos("alice", "no keytab".getBytes(StandardCharsets.UTF_8), cluster.port(0)),
                ConnectionError.INVALID_PROPERTIES);
    }

    @Test
    void saysWhoMayDoWhatOnAPathThatIsRefused() {
        ProbeReport report = rig("bob").test("hdfs://zeta/alice/=LIST");

        assertFailed(report, Stage.OPERATE, ConnectionError.ACCESS_DENIED);
        assertThat(report.failure().orElseThrow().remedy().orElseThrow()).contains("bob", "/alice");
    }

    @Test
    void vendsADelegationTokenThatEndsWhenTheNameNodeSays() {
        Credential credential = rig("alice").issue().credential();

        assertThat(credential).isInstanceOfSatisfying(Credential.Delegation.class, token -> {
            assertThat(token.kind()).isEqualTo("HDFS_DELEGATION_TOKEN");
            assertThat(token.service()).isEqualTo("ha-hdfs:zeta");
            // the cluster of these tests renews for an hour
            assertThat(token.expiresAt().orElseThrow())
                    .isBetween(
                            Instant.now().plus(Duration.ofMinutes(55)),
                            Instant.now().plus(Duration.ofMinutes(65)));
        });
    }

    @Test
    void logsInAnewForEveryVendSoThatNoTicketEndsInBetween() {
        kdc.ticketLifetime(Duration.ofSeconds(10));
        try {
            ProbeRig rig = rig("alice");
            Credential first = rig.issue().credential();
            Instant end = Instant.now().plusSeconds(11);
            await().atMost(Duration.ofSeconds(20)).until(() -> Instant.now().isAfter(end));

            assertThat(rig.issue().credential()).isNotEqualTo(first);
        } finally {
            kdc.ticketLifetime(Duration.ofDays(1));
        }
    }

    @Test
    void failuresOfVendsAreMapped() throws IOException {
        assertRefused(ProbeRig.kerberos("alice", HdfsProbeTest.freePort()), ConnectionError.ENDPOINT_UNREACHABLE);
        assertRefused(ProbeRig.kerberos("alice", cluster.port(1)), HdfsError.HDFS_STANDBY_ONLY);
        assertRefused(ProbeRig.kerberos("alice", cluster.webPort(0)), ConnectionError.PROTOCOL_MISMATCH);
        cluster.admit("somebody");
        try {
            assertRefused(rig("alice"), ConnectionError.ACCESS_DENIED);
        } finally {
            cluster.admit("*");
        }
    }

    @Test
    void reportsSafeMode() {
        cluster.safeMode(true);
        try {
            assertRefused(rig("alice"), HdfsError.HDFS_SAFE_MODE);
        } finally {
            cluster.safeMode(false);
        }
    }

    @Test
    void namesNoSecretInWhatItPrints() {
        byte[] keytab = kdc.keytabBytes("alice");
        ProbeRig rig = ProbeRig.kerberos("alice", keytab, cluster.port(0));
        Credential.Delegation token = (Credential.Delegation) rig.issue().credential();

        assertThat(List.of(rig.issue(), rig.test(), rig.requests().properties(), token))
                .allSatisfy(printed -> assertThat(printed.toString())
                        .doesNotContain(token.token().reveal())
                        .doesNotContain(Base64.getEncoder().encodeToString(keytab)));
    }

    private static void assertRefused(ProbeRig rig, ErrorCode code) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(rig::issue)
                .satisfies(e -> assertThat(e.code()).as(e.toString()).isEqualTo(code))
                .satisfies(e -> assertThat(e.remedy()).isNotBlank());
    }

    private static ProbeRig rig(String principal) {
        return ProbeRig.kerberos(principal, cluster.port(0), cluster.port(1));
    }
}
