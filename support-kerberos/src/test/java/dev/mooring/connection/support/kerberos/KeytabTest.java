package dev.mooring.connection.support.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import dev.mooring.testserver.kdc.TestKdc;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeytabTest {
    private static TestKdc kdc;
    private static byte[] bytes;

    @BeforeAll
    static void start() {
        kdc = TestKdc.start("EXAMPLE.COM");
        bytes = kdc.keytabBytes("alice", "nn/host.example.com");
    }

    @AfterAll
    static void stop() {
        kdc.close();
    }

    @Test
    void namesThePrincipalsOfAKeytab() {
        Keytab keytab = Keytab.read(Secret.of(bytes));

        assertThat(keytab.principals()).containsExactly("alice@EXAMPLE.COM", "nn/host.example.com@EXAMPLE.COM");
        assertThatCode(() -> keytab.requirePrincipal("alice@EXAMPLE.COM")).doesNotThrowAnyException();
        assertThat(keytab).hasToString("Keytab[alice@EXAMPLE.COM, nn/host.example.com@EXAMPLE.COM]");
    }

    @Test
    void keepsItsPrincipalsToItselfWhenOneIsMissing() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> Keytab.read(Secret.of(bytes)).requirePrincipal("Alice@EXAMPLE.COM"))
                .withMessageContaining("Alice@EXAMPLE.COM")
                .satisfies(e -> assertThat(e.toString() + e.remedy())
                        .doesNotContain("alice@EXAMPLE.COM", "nn/host.example.com"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES));
    }

    @Test
    void passesOverTheHolesOfRemovedEntries() {
        byte[] hole = ByteBuffer.allocate(4 + 6).putInt(-6).array();

        assertThat(Keytab.read(Secret.of(inserted(hole))).principals()).hasSize(2);
    }

    @Test
    void readsAKeytabCutOffAnywhereAsInvalidOrAsItsFirstEntries() {
        for (int length = 0; length < bytes.length; length++) {
            Secret cut = Secret.of(Arrays.copyOf(bytes, length));
            try {
                assertThat(Keytab.read(cut).principals()).contains("alice@EXAMPLE.COM");
            } catch (ConnectionException e) {
                assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
            }
        }
    }

    @Test
    void refusesWhatIsNoKeytabWithoutRepeatingIt() {
        for (String text : new String[] {"", "password", "BQIAAABM", "\u0005\u0002", "\u0005\u0001abc"}) {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> Keytab.read(Secret.of(text.getBytes(StandardCharsets.ISO_8859_1))))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES))
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("password", "BQIAAABM"));
        }
    }

    private static byte[] inserted(byte[] afterVersion) {
        return ByteBuffer.allocate(bytes.length + afterVersion.length)
                .put(bytes, 0, 2)
                .put(afterVersion)
                .put(bytes, 2, bytes.length - 2)
                .array();
    }
}
