package dev.mooring.connection.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.RawProperty;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.sftp.bridge.SftpSession;
import dev.mooring.connection.sftp.bridge.UntrustedHostKeyException;
import dev.mooring.connection.tck.LiveSource;
import dev.mooring.connection.tck.TypeRig;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The bridge, used as an application does. */
class SftpSessionTest {
    private static final TestSftp SERVER = TestSftp.start(TestSftp.ecKey());

    private final TypeRig rig = TypeRig.of(new SftpProvider().types().get(0));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void readsAFileByPasswordAndTheNextSessionUsesAChangedOne() throws Exception {
        LiveSource source = rig.source(properties("PASSWORD", TestSftp.PASSWORD));
        try (SftpSession session = SftpSession.open(source)) {
            SERVER.password("rotated");
            try (InputStream file = session.client().read("/incoming/order.csv")) {
                assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("1,anchor\n");
            }
            assertThatThrownBy(() -> SftpSession.open(source)).hasMessageContaining("authentication methods");
            source.alter("PASSWORD", "rotated");
            SftpSession.open(source).close();
        } finally {
            SERVER.password(TestSftp.PASSWORD);
        }
    }

    @Test
    void logsInByKeysOfAllKindsAndForms() throws Exception {
        for (KeyPair key : List.of(TestSftp.ecKey(), TestSftp.rsaKey(), TestSftp.ed25519Key())) {
            SERVER.userKey(key);
            // the JDK leaves the public part out of an elliptic key, which no tool does
            String plain = key.getPrivate().getAlgorithm().equals("EC") ? openSsh(key, "") : pkcs8(key);
            for (RawProperty[] form : List.of(
                    new RawProperty[] {RawProperty.of("PRIVATE_KEY", openSsh(key, ""))},
                    new RawProperty[] {
                        RawProperty.of("PRIVATE_KEY", "base64:" + base64(openSsh(key, "pass-phrase-1"))),
                        RawProperty.of("PASSPHRASE", "pass-phrase-1")
                    },
                    new RawProperty[] {RawProperty.of("PRIVATE_KEY", plain)})) {
                List<RawProperty> all = new ArrayList<>(properties());
                all.addAll(List.of(form));
                LiveSource source = rig.source(all);
                assertThat(source.get()).isInstanceOf(Credential.SshKey.class);
                SftpSession.open(source).close();
            }
        }
    }

    @Test
    void saysThatAPassphraseIsWrongWithoutTheKey() throws Exception {
        String text = openSsh(TestSftp.ecKey(), "pass-phrase-1");
        LiveSource source = rig.source(properties("PRIVATE_KEY", text, "PASSPHRASE", "another"));

        assertThatThrownBy(source::get).isInstanceOfSatisfying(ConnectionException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
            assertThat(failure).hasMessageContaining("PASSPHRASE").hasNoCause();
        });
        assertThatThrownBy(rig.source(properties("PRIVATE_KEY", "no key at all"))::get)
                .isInstanceOf(ConnectionException.class)
                .hasMessageNotContaining("no key at all");
    }

    @Test
    void trustsNoServerThatIsNotPinned() {
        LiveSource source = rig.source(TypeRig.properties(
                "HOST",
                "127.0.0.1",
                "PORT",
                String.valueOf(SERVER.port()),
                "USERNAME",
                TestSftp.USER,
                "PASSWORD",
                TestSftp.PASSWORD));
        long before = SERVER.passwordsSeen();

        assertThatThrownBy(() -> SftpSession.open(source))
                .isInstanceOfSatisfying(
                        UntrustedHostKeyException.class,
                        failure -> assertThat(failure.publicKey()).isEqualTo(SERVER.hostKey()));
        assertThat(SERVER.passwordsSeen()).isEqualTo(before);
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        LiveSource source = rig.source(properties("PASSWORD", TestSftp.PASSWORD));
        SftpSession.open(source).close();
        long before = clientThreads();

        for (int i = 0; i < 5; i++) {
            SftpSession.open(source).close();
        }

        assertThat(clientThreads()).isLessThanOrEqualTo(before + 1);
    }

    @Test
    void validates() {
        assertThat(rig.errors(TypeRig.properties("HOST", "h", "USERNAME", "u"))).containsExactly("PASSWORD MISSING");
        assertThat(rig.errors(TypeRig.properties("HOST", "h", "USERNAME", "u", "PASSWORD", "p", "PRIVATE_KEY", "k")))
                .containsExactly("PRIVATE_KEY CONFLICT");
        assertThat(rig.errors(TypeRig.properties("HOST", "h", "USERNAME", "u", "PASSWORD", "p", "PASSPHRASE", "x")))
                .containsExactly("PASSPHRASE CONFLICT");
        assertThat(rig.errors(
                        TypeRig.properties("HOST", "h", "USERNAME", "u", "PASSWORD", "p", "HOST_KEYS", "ssh-dss AAAA")))
                .containsExactly("HOST_KEYS MALFORMED");
        assertThat(rig.errors(TypeRig.properties("HOST", "u:p@h", "PORT", "0", "USERNAME", "u", "PASSWORD", "p")))
                .containsExactly("HOST MALFORMED", "PORT MALFORMED");
        assertThat(rig.warnings(TypeRig.properties("HOST", "h", "USERNAME", "u", "PASSWORD", "p")))
                .containsExactly("HOST_KEYS CONFLICT");
    }

    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("SshClient"))
                .count();
    }

    private List<RawProperty> properties(String... more) {
        List<RawProperty> all = new ArrayList<>(TypeRig.properties(
                "HOST",
                "127.0.0.1",
                "PORT",
                String.valueOf(SERVER.port()),
                "USERNAME",
                TestSftp.USER,
                "HOST_KEYS",
                SERVER.hostKey()));
        all.addAll(TypeRig.properties(more));
        return all;
    }

    private static String openSsh(KeyPair key, String passphrase) throws Exception {
        OpenSSHKeyEncryptionContext encryption = null;
        if (!passphrase.isEmpty()) {
            encryption = new OpenSSHKeyEncryptionContext();
            encryption.setCipherName("AES");
            encryption.setCipherType("256");
            encryption.setCipherMode("CTR");
            encryption.setPassword(passphrase);
            encryption.setKdfRounds(4);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", encryption, out);
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static String pkcs8(KeyPair key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
