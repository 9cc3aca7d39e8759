package dev.mooring.connection.hdfs.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.hdfs.server.Clusters;
import dev.mooring.connection.hdfs.server.HdfsServer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections keep to their own way to authenticate in a JVM that the application has made secure as a whole. */
class SecureApplicationTest {
    @Test
    void whatTheApplicationSetDoesNotDecide(@TempDir Path directory) throws Exception {
        HdfsServer simple = Clusters.simple();
        HdfsServer secure = Clusters.secure();
        String keytab = Base64.getEncoder().encodeToString(Clusters.kdc().keytabBytes("alice"));

        String printed = ChildJvm.run(
                directory.resolve("output"),
                List.of("-Djava.security.krb5.conf=" + Clusters.kdc().krb5Conf()),
                SecureApplicationRun.class,
                addresses(simple),
                addresses(secure),
                keytab);

        assertThat(printed)
                .contains("simple PASSED  secure=true")
                .contains("secure PASSED  secure=true")
                .contains("fooled FAILED HDFS_AUTHENTICATION_MISMATCH secure=true");
    }

    private static String addresses(HdfsServer cluster) {
        return "localhost:" + cluster.port(0) + ",localhost:" + cluster.port(1);
    }
}
