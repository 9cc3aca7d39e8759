package dev.mooring.connection.core.internal.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmRealmsTest {
    private static final String PROPERTY = "java.security.krb5.conf";
    private static final Connection ORDERS = Connections.named("sales", "orders");
    private static final Connection CLICKS = Connections.named("sales", "clicks");
    private static final Connection PAYROLL = Connections.named("hr", "payroll");

    private final JvmRealms realms = realms();

    @TempDir
    Path directory;

    private static JvmRealms realms() {
        return new JvmRealms(host -> List.of(InetAddress.getLoopbackAddress()));
    }

    @BeforeEach
    void noFile() {
        System.clearProperty(PROPERTY);
    }

    @AfterEach
    void close() {
        realms.close();
        System.clearProperty(PROPERTY);
    }

    @Test
    void mergesTheRealmsOfSeveralConnections() {
        realms.admit(ORDERS, Connections.realm("A.COM", "a"));
        realms.admit(PAYROLL, Connections.realm("B.COM", "b"));

        assertThat(named()).isEqualTo("[realms]\n" + published("A.COM", "a") + published("B.COM", "b"));
    }

    @Test
    void keepsWhatTheApplicationHasAndAddsToIt() throws IOException {
        String own =
                host("[libdefaults]\ndefault_realm = HOST.COM\nrdns = false\n[realms]\nHOST.COM = {\nkdc = h\n}\n");
        realms.admit(ORDERS, "[libdefaults]\ndefault_realm = A.COM\n" + Connections.realm("A.COM", "a"));

        assertThat(named()).startsWith(own).endsWith("[realms]\n" + published("A.COM", "a"));
        assertThat(named()).doesNotContain("default_realm = A.COM");
    }

    @Test
    void takesNoDefaultRealm() {
        realms.admit(ORDERS, "[libdefaults]\ndefault_realm = A.COM\n" + Connections.realm("A.COM", "a"));

        assertThat(named()).doesNotContain("default_realm");
    }

    @Test
    void readsTheFilesThatTheApplicationsFileIncludes() throws IOException {
        Path more = Files.createDirectory(directory.resolve("more"));
        Files.writeString(more.resolve("realms.conf"), Connections.realm("HOST.COM", "h"));
        Files.writeString(more.resolve("realms.conf~"), "nonsense");
        host("includedir " + more + "\nmodule /lib/none.so:x\n");

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> realms.admit(ORDERS, Connections.realm("HOST.COM", "evil")))
                .withMessageContaining("HOST.COM")
                .withMessageContaining("this JVM's own krb5.conf")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.KERBEROS_REALM_CONFLICT));
        realms.admit(ORDERS, Connections.realm("HOST.COM", "H:88"));
        assertThat(named()).contains("kdc = h").doesNotContain("H:88");
    }

    @Test
    void takesTheSameRealmTwiceWhateverTheOrderAndCaseOfItsServers() {
        realms.admit(ORDERS, Connections.realm("A.COM", "one", "two:88"));
        realms.admit(PAYROLL, Connections.realm("A.COM", "TWO", "One"));

        assertThat(named()).containsOnlyOnce("A.COM = {");
    }

    @Test
    void refusesARealmThatAnotherConnectionDescribesDifferently() {
        realms.admit(ORDERS, Connections.realm("A.COM", "a"));

        assertConflict(() -> realms.admit(CLICKS, Connections.realm("A.COM", "b")), "connection orders");
        assertConflict(
                () -> realms.admit(PAYROLL, Connections.realm("A.COM", "b")), "a connection of another workspace");
        try (JvmRealms other = realms()) {
            assertConflict(
                    () -> other.admit(ORDERS, Connections.realm("A.COM", "b")), "a connection of another workspace");
        }
        assertThat(named()).contains("kdc = a").doesNotContain("kdc = b");
    }

    @Test
    void refusesToMoveTheHostsOfAnotherConnectionToARealmOfItsOwn() {
        realms.admit(ORDERS, Connections.realm("A.COM", "a") + "[domain_realm]\n.corp.com = A.COM\n");

        assertConflict(
                () -> realms.admit(CLICKS, Connections.realm("E.COM", "e") + "[domain_realm]\n.CORP.com = E.COM\n"),
                "connection orders");
    }

    @Test
    void replacesWhatAConnectionSaidBefore() {
        realms.admit(ORDERS, Connections.realm("A.COM", "a"));
        realms.admit(ORDERS, Connections.realm("A.COM", "moved"));

        assertThat(named()).contains("kdc = moved").doesNotContain("kdc = a\n");
    }

    @Test
    void freesTheRealmOfAReleasedConnection() {
        realms.admit(ORDERS, Connections.realm("A.COM", "a"));
        realms.admit(CLICKS, Connections.realm("B.COM", "b"));
        realms.release(ORDERS.id());
        assertThat(named()).doesNotContain("A.COM");

        realms.admit(PAYROLL, Connections.realm("A.COM", "other"));
        assertThat(named()).contains("kdc = other");
    }

    @Test
    void leavesTheJvmAsItWasOnceNothingIsAdmitted() throws IOException {
        host("[libdefaults]\n");
        String before = System.getProperty(PROPERTY);
        realms.admit(ORDERS, Connections.realm("A.COM", "a"));
        Path merged = Path.of(System.getProperty(PROPERTY));
        realms.release(ORDERS.id());

        assertThat(System.getProperty(PROPERTY)).isEqualTo(before);
        assertThat(merged.getParent()).doesNotExist();
    }

    @Test
    void leavesAPropertyAloneThatTheApplicationChangedMeanwhile() throws IOException {
        realms.admit(ORDERS, Connections.realm("A.COM", "a"));
        host("[realms]\n");
        String changed = System.getProperty(PROPERTY);
        realms.close();

        assertThat(System.getProperty(PROPERTY)).isEqualTo(changed);
    }

    @Test
    void addsToTheFileThatTheApplicationChangedTo() throws IOException {
        realms.admit(ORDERS, Connections.realm("A.COM", "a"));
        host("[libdefaults]\nrdns = false\n");
        realms.admit(ORDERS, Connections.realm("A.COM", "a"));

        assertThat(named()).contains("rdns = false").contains("kdc = a");
    }

    @Test
    void keepsItsFilesToItsOwner() throws IOException {
        realms.admit(ORDERS, Connections.realm("A.COM", "a"));
        Path merged = Path.of(System.getProperty(PROPERTY));

        assertThat(Files.getPosixFilePermissions(merged.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (var files = Files.list(merged.getParent())) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void refusesAJvmWhosePropertiesWinOverAnyFile() {
        System.setProperty("java.security.krb5.realm", "X");
        try {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> realms.admit(ORDERS, Connections.realm("A.COM", "a")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.NOT_CONFIGURED));
        } finally {
            System.clearProperty("java.security.krb5.realm");
        }
        assertThat(System.getProperty(PROPERTY)).isNull();
    }

    @Test
    void refusesToAddToAFileThatItCanNotRead() throws IOException {
        host("this is no krb5.conf");

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> realms.admit(ORDERS, Connections.realm("A.COM", "a")))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.NOT_CONFIGURED));
    }

    @Test
    void admitsNothingAfterClose() {
        realms.close();

        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> realms.admit(ORDERS, Connections.realm("A.COM", "a")))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.CLOSED));
        assertThatCode(realms::close).doesNotThrowAnyException();
    }

    @Test
    void recoversWhenItsFilesWereSweptAway() throws IOException {
        realms.admit(ORDERS, Connections.realm("A.COM", "a"));
        Path swept = Path.of(System.getProperty(PROPERTY)).getParent();
        try (var files = Files.list(swept)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(swept);
        realms.admit(ORDERS, Connections.realm("A.COM", "a"));

        assertThat(named()).contains("kdc = a");
    }

    private static void assertConflict(Runnable admission, String holder) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(admission::run)
                .withMessageContaining("by " + holder)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.KERBEROS_REALM_CONFLICT));
    }

    private String host(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("krb5-" + text.hashCode() + ".conf"), text);
        System.setProperty(PROPERTY, file.toString());
        return text;
    }

    private static String published(String realm, String kdc) {
        return "  " + realm + " = {\n    kdc = " + kdc + "\n    kdc_timeout = 3000\n    max_retries = 2\n  }\n";
    }

    private static String named() {
        try {
            return Files.readString(Path.of(System.getProperty(PROPERTY)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
