package dev.mooring.connection.core.internal.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one tenant's realms must not do to another's. */
class HostileRealmsTest {
    private static final String PROPERTY = "java.security.krb5.conf";
    private static final Connection ORDERS = Connections.named("sales", "orders");
    private static final Connection CLICKS = Connections.named("sales", "clicks");
    private static final Connection PAYROLL = Connections.named("hr", "payroll");

    private final JvmRealms realms = new JvmRealms(host -> List.of(InetAddress.getLoopbackAddress()));

    @BeforeEach
    void noFile() {
        System.clearProperty(PROPERTY);
    }

    @AfterEach
    void close() {
        realms.close();
        System.clearProperty(PROPERTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hms1.corp.com", ".hr.corp.com", "corp.com", ".example.corp.com"})
    void refusesDomainsThatOverlapThoseOfAnother(String domain) {
        realms.admit(ORDERS, Connections.realm("A.COM", "a") + "[domain_realm]\n.corp.com = A.COM\n");

        assertConflict(() ->
                realms.admit(PAYROLL, Connections.realm("E.COM", "e") + "[domain_realm]\n" + domain + " = E.COM\n"));
    }

    @Test
    void refusesADomainAroundThatOfAnother() {
        realms.admit(ORDERS, Connections.realm("A.COM", "a") + "[domain_realm]\nhms1.corp.com = A.COM\n");

        assertConflict(
                () -> realms.admit(PAYROLL, Connections.realm("E.COM", "e") + "[domain_realm]\n.corp.com = E.COM\n"));
        realms.admit(CLICKS, Connections.realm("E.COM", "e") + "[domain_realm]\n.evilcorp.com = E.COM\n");
    }

    @Test
    void knowsNoRealmThatNobodyDescribes() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> realms.requireKnown("x@ATTACKER.COM"))
                .matches(failure -> failure.code() == ConnectionError.NOT_CONFIGURED)
                .withMessageContaining("ATTACKER.COM");

        realms.admit(ORDERS, Connections.realm("A.COM", "a"));
        realms.requireKnown("etl/host@A.COM");
        assertThatExceptionOfType(ConnectionException.class).isThrownBy(() -> realms.requireKnown("x@a.com"));
    }

    @Test
    void knowsTheRealmsOfTheJvmsOwnFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("krb5.conf");
        Files.writeString(file, "[libdefaults]\n default_realm = D.COM\n[realms]\n H.COM = {\n  kdc = h\n }\n");
        System.setProperty(PROPERTY, file.toString());

        realms.requireKnown("x@D.COM");
        realms.requireKnown("x@H.COM");
    }

    @Test
    void asksTheGuardAtEveryLogin() {
        AtomicBoolean isRefused = new AtomicBoolean();
        try (JvmRealms guarded = new JvmRealms(host -> {
            if (isRefused.get()) {
                throw new ConnectionException(ConnectionError.EGRESS_REFUSED, "refused");
            }
            return List.of(InetAddress.getLoopbackAddress());
        })) {
            guarded.admit(ORDERS, Connections.realm("A.COM", "a"));
            isRefused.set(true);

            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> guarded.admit(ORDERS, Connections.realm("A.COM", "a")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.EGRESS_REFUSED));
        }
    }

    @Test
    void claimsNothingForAConnectionThatIsReleasedDuringTheLookUp() {
        AtomicReference<JvmRealms> layer = new AtomicReference<>();
        try (JvmRealms late = new JvmRealms(host -> {
            layer.get().release(ORDERS.id());
            return List.of(InetAddress.getLoopbackAddress());
        })) {
            layer.set(late);

            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> late.admit(ORDERS, Connections.realm("A.COM", "a")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.CONCURRENT_CHANGE));
            assertThat(System.getProperty(PROPERTY)).isNull();
            late.admit(CLICKS, Connections.realm("A.COM", "other"));
        }
    }

    private static void assertConflict(Runnable admission) {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(admission::run)
                .withMessageContaining("by a connection of another workspace")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.KERBEROS_REALM_CONFLICT));
    }
}
