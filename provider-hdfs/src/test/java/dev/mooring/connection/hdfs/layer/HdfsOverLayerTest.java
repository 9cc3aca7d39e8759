package dev.mooring.connection.hdfs.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.Connections;
import dev.mooring.connection.Explanation;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.ConnectionSql;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.hdfs.HdfsProvider;
import dev.mooring.connection.hdfs.bridge.HadoopConfigurations;
import dev.mooring.connection.hdfs.server.Clusters;
import dev.mooring.connection.hdfs.server.HdfsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HDFS connections by SQL and through the whole layer, to real clusters. */
class HdfsOverLayerTest {
    @TempDir
    private Path files;

    private ConnectionLayer layer =
            ConnectionLayer.inMemory().provider(new HdfsProvider()).open();

    @AfterEach
    void close() {
        layer.close();
    }

    @Test
    void takesThePublishedStatementAndWarnsThatItNamesNoUser() {
        ConnectionSql sql = sql();
        sql.execute("CREATE STORAGE CONNECTION hdfs_conn\n  TYPE HDFS\n  NAME_NODE='zetta-cluster'\n"
                + "  NAME_NODE_RPC_ADDRESSES=['11.110.239.148:8020'];");

        assertThat(connections().require("hdfs_conn").notes().warnings().toString())
                .contains("nobody");
        assertThat(sql.execute("DESC CONNECTION hdfs_conn").toText()).contains("zetta-cluster", "11.110.239.148:8020");
        Explanation explanation = connections().explain("hdfs_conn", AccessScope.everything());
        assertThat(explanation.toString()).contains("nobody", "on trust");
    }

    @Test
    void createsTestsAndUsesASimpleClusterBySql() throws Exception {
        HdfsServer cluster = Clusters.simple();
        cluster.directory("/lake", "etl", "750");
        sql().execute("CREATE STORAGE CONNECTION lake TYPE HDFS NAME_NODE='zetta-cluster' NAME_NODE_RPC_ADDRESSES=['"
                + address(cluster, 0) + "','" + address(cluster, 1) + "'] USER='etl'");

        assertThat(sql().execute("TEST CONNECTION lake SCOPE 'hdfs://zetta-cluster/lake/=READ,LIST,WRITE' WRITE")
                        .toText())
                .contains("active", "standby", "removed it again")
                .doesNotContain("FAILED");
        assertThat(connections().vend("lake", AccessScope.everything())).isInstanceOf(Credential.Anonymous.class);
        HadoopConfigurations hdfs = hadoop("lake");
        roundTrip(hdfs, "/lake/a.csv");
        assertThat(cluster.owner("/lake/a.csv")).isEqualTo("etl");
        assertThat(hdfs.credentials().numberOfTokens()).isZero();
    }

    @Test
    void usesASecureClusterByATokenInPlaceOfTheKeytab() throws Exception {
        HdfsServer cluster = Clusters.secure();
        cluster.directory("/vault", "etl", "700");
        Path keytab = files.resolve("etl.keytab");
        Files.write(keytab, Clusters.kdc().keytabBytes("etl"));
        reopen(ConnectionLayer.inMemory().provider(new HdfsProvider()).admitDirectory(files));
        create("vault", cluster, "etl", "KERBEROS_KEYTAB_PATH='" + keytab + "'");

        assertThat(sql().execute("TEST CONNECTION vault SCOPE 'hdfs://zeta/vault/=READ,LIST'")
                        .toText())
                .contains("active", "standby")
                .doesNotContain("FAILED");
        HadoopConfigurations hdfs = hadoop("vault");
        int before = cluster.calls(0).size();
        roundTrip(hdfs, "/vault/a.csv");
        assertThat(cluster.owner("/vault/a.csv")).isEqualTo("etl");
        assertThat(cluster.calls(before))
                .filteredOn(call -> call.command().equals("create"))
                .isNotEmpty()
                .allMatch(call -> call.user().contains("auth:TOKEN"));
        assertThat(UserGroupInformation.isSecurityEnabled()).isFalse();
    }

    @Test
    void aTokenIsReplacedInTheSameUserSoThatOpenFileSystemsGoOn() throws Exception {
        HdfsServer cluster = Clusters.secure();
        create("vault", cluster, "etl", "KERBEROS_KEYTAB='base64:" + base64("etl") + "'");
        HadoopConfigurations hdfs = hadoop("vault");
        UserGroupInformation user = hdfs.ugi();
        Credential first = connections().vend("vault", AccessScope.everything());

        connections().source("vault", AccessScope.everything()).rejected(first);
        Credential second = connections().vend("vault", AccessScope.everything());

        assertThat(second).isNotEqualTo(first);
        assertThat(hdfs.ugi()).isSameAs(user);
        String token = user.getCredentials().getAllTokens().stream()
                .filter(each -> each.getService().toString().equals("ha-hdfs:zeta"))
                .findFirst()
                .orElseThrow()
                .encodeToUrlString();
        assertThat(token).isEqualTo(((Credential.Delegation) second).token().reveal());
    }

    @Test
    void aTokenWorksInAnEnginesOwnConfigurationAndNoOtherUserGainsByIt() throws Exception {
        HdfsServer cluster = Clusters.secure();
        cluster.directory("/private", "etl", "700");
        create("vault", cluster, "etl", "KERBEROS_KEYTAB='base64:" + base64("etl") + "'");
        HadoopConfigurations hdfs = hadoop("vault");
        Configuration engines = new Configuration(false);
        engines.set("engine.setting", "kept");
        engines.set("dfs.client.failover.max.attempts", "1");
        hdfs.applyTo(engines);
        UserGroupInformation executor = UserGroupInformation.createRemoteUser("executor");
        executor.addCredentials(hdfs.credentials());

        assertThat(engines.get("engine.setting")).isEqualTo("kept");
        assertThat(listed(executor, engines)).isZero();
        int before = cluster.calls(0).size();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> listed(UserGroupInformation.createRemoteUser("etl"), engines));
        assertThat(cluster.calls(before)).isEmpty();
    }

    @Test
    void refusesKerberosWithoutItsParts() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> sql().execute("CREATE STORAGE CONNECTION c TYPE HDFS NAME_NODE='nn:8020'"
                        + " AUTH_TYPE='kerberos' KERBEROS_PRINCIPAL='a@B'"))
                .matches(e -> e.code() == ConnectionError.INVALID_PROPERTIES)
                .withMessageContaining("KERBEROS_KEYTAB")
                .withMessageContaining("NAME_NODE_PRINCIPAL");
    }

    @Test
    void asksForTheKeytabAgainWhenItsNameNodesChange() {
        create("vault", Clusters.secure(), "etl", "KERBEROS_KEYTAB='base64:" + base64("etl") + "'");

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(
                        () -> sql().execute("ALTER CONNECTION vault SET NAME_NODE_RPC_ADDRESSES = ['elsewhere:8020']"))
                .satisfies(e -> assertThat(e.remedy()).contains("KERBEROS_KEYTAB"));
    }

    private static int listed(UserGroupInformation user, Configuration configuration) throws Exception {
        return user.doAs((java.security.PrivilegedExceptionAction<Integer>) () -> {
            try (FileSystem opened = FileSystem.get(configuration)) {
                return opened.listStatus(new org.apache.hadoop.fs.Path("/private")).length;
            }
        });
    }

    private static void roundTrip(HadoopConfigurations hdfs, String file) throws Exception {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file);
        try (FileSystem opened = hdfs.open()) {
            try (var out = opened.create(path)) {
                out.write(7);
            }
            try (var in = opened.open(path)) {
                assertThat(in.read()).isEqualTo(7);
            }
        }
    }

    private void create(String name, HdfsServer cluster, String principal, String keytab) {
        sql().execute("CREATE STORAGE CONNECTION " + name + " TYPE HDFS NAME_NODE='zeta' NAME_NODE_RPC_ADDRESSES=['"
                + address(cluster, 0) + "','" + address(cluster, 1) + "'] AUTH_TYPE='kerberos' KERBEROS_PRINCIPAL='"
                + principal + "@" + Clusters.REALM + "' " + keytab + " NAME_NODE_PRINCIPAL='hdfs/_HOST@"
                + Clusters.REALM + "' KERBEROS_KRB5_CONFIG=r'" + Clusters.kdc().krb5ConfText() + "'");
    }

    private void reopen(ConnectionLayer.Builder builder) {
        layer.close();
        layer = builder.open();
    }

    private HadoopConfigurations hadoop(String name) {
        return HadoopConfigurations.of(connections().source(name, AccessScope.everything()));
    }

    private static String base64(String principal) {
        return java.util.Base64.getEncoder().encodeToString(Clusters.kdc().keytabBytes(principal));
    }

    private static String address(HdfsServer cluster, int node) {
        return "localhost:" + cluster.port(node);
    }

    private ConnectionSql sql() {
        return layer.sql("sales", "ann");
    }

    private Connections connections() {
        return layer.workspace("sales", "ann");
    }
}
