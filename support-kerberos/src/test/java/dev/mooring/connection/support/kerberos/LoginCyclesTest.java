package dev.mooring.connection.support.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.credential.Secret;
import dev.mooring.testserver.kdc.TestKdc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoginCyclesTest {
    /** The KDC, which is in this process too, has sockets that are just being closed. */
    private static final int SLACK = 5;

    @Test
    void threadsDescriptorsAndFilesStayFlatOver200Logins() throws IOException {
        try (TestKdc kdc = TestKdc.start("EXAMPLE.COM")) {
            System.setProperty("java.security.krb5.conf", kdc.krb5Conf().toString());
            Secret keytab = Secret.of(kdc.keytabBytes("alice"));
            cycles(20, keytab);
            long descriptors = count(Path.of("/proc/self/fd"));
            long files = count(Path.of(System.getProperty("java.io.tmpdir")));
            int threads = ownThreads();

            cycles(200, keytab);

            assertThat(count(Path.of("/proc/self/fd"))).isLessThanOrEqualTo(descriptors + SLACK);
            assertThat(count(Path.of(System.getProperty("java.io.tmpdir")))).isLessThanOrEqualTo(files + SLACK);
            assertThat(ownThreads()).isLessThanOrEqualTo(threads);
        } finally {
            System.clearProperty("java.security.krb5.conf");
        }
    }

    private static void cycles(int count, Secret keytab) {
        for (int i = 0; i < count; i++) {
            try (KerberosLogin login = KerberosLogin.open("alice@EXAMPLE.COM", keytab, Clock.systemUTC())) {
                assertThat(login.subject().getPrivateCredentials()).hasSize(1);
            }
        }
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperf"))
                    .count();
        }
    }

    /** All threads but those of the KDC, whose pool grows to its size. */
    private static int ownThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("pool-"))
                .count();
    }
}
