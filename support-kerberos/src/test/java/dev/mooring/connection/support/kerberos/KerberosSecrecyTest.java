package dev.mooring.connection.support.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.testserver.kdc.TestKdc;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kerby.kerberos.kerb.keytab.Keytab;
import org.junit.jupiter.api.Test;

/** Whatever is logged, also by the JDK where an operator lets it: no key and no keytab is in it. */
class KerberosSecrecyTest {
    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();

    static {
        // Read once, when the first of these classes is loaded
        PrintStream all = new PrintStream(PRINTED, true, StandardCharsets.UTF_8);
        System.setOut(all);
        System.setErr(all);
        System.setProperty("sun.security.krb5.debug", "true");
        System.setProperty("sun.security.jgss.debug", "true");
        System.setProperty("java.security.debug", "logincontext,configfile,gssloginconfig");
        System.setProperty("org.slf4j.simpleLogger.log.dev.mooring", "trace");
    }

    @Test
    void noKeyIsPrintedAndNoFileIsLeft() throws IOException {
        List<Path> before = keytabFiles();
        StringBuilder seen = new StringBuilder();
        byte[] keytab;
        try (TestKdc kdc = TestKdc.start("EXAMPLE.COM")) {
            System.setProperty("java.security.krb5.conf", kdc.krb5Conf().toString());
            keytab = kdc.keytabBytes("alice");
            Secret secret = Secret.of(keytab);
            try (KerberosLogin login = KerberosLogin.open("alice@EXAMPLE.COM", secret, Clock.systemUTC())) {
                seen.append(login).append(dev.mooring.connection.support.kerberos.Keytab.read(secret));
                assertThat(keytabFiles()).isEqualTo(before);
            }
            kdc.changePassword("alice", "another");
            ConnectionException refused = catchThrowableOfType(
                    ConnectionException.class,
                    () -> KerberosLogin.open("alice@EXAMPLE.COM", secret, Clock.systemUTC()));
            StringWriter trace = new StringWriter();
            refused.printStackTrace(new PrintWriter(trace));
            seen.append(trace);
        } finally {
            System.clearProperty("java.security.krb5.conf");
        }
        seen.append(PRINTED.toString(StandardCharsets.UTF_8));

        assertThat(seen).as("the JDK logs").contains("KrbAsReq");
        assertThat(seen).as("this library logs").contains("alice@EXAMPLE.COM is logged in until");
        String text = seen.toString().toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z+/=]", "");
        for (byte[] key : keys(keytab)) {
            assertThat(text.contains(HexFormat.of().formatHex(key))).isFalse();
            assertThat(text.contains(encoded(key))).isFalse();
        }
        assertThat(text.contains(encoded(keytab))).isFalse();
        assertThat(keytabFiles()).isEqualTo(before);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes).toLowerCase(Locale.ROOT);
    }

    private static List<byte[]> keys(byte[] keytab) throws IOException {
        Keytab read = Keytab.loadKeytab(new ByteArrayInputStream(keytab));
        List<byte[]> keys = read.getPrincipals().stream()
                .flatMap(principal -> read.getKeytabEntries(principal).stream())
                .map(entry -> entry.getKey().getKeyData())
                .toList();
        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(key.length).isGreaterThanOrEqualTo(8));
        assertThat(keys.stream().map(Arrays::toString).distinct()).hasSameSizeAs(keys);
        return keys;
    }

    private static List<Path> keytabFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("keytab-"))
                    .filter(Files::isReadable)
                    .sorted()
                    .toList();
        }
    }
}
