package dev.mooring.connection.core.internal.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.KeyEncryption;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedKeysetTest {
    private static final byte[] DATA_KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock();
    private final OuterKey outer = new OuterKey();

    /** An outer key that flips bits, counts what it is asked, and can be broken. */
    private static final class OuterKey implements KeyEncryption {
        private int decryptions;
        private boolean isBroken;

        @Override
        public String name() {
            return "outer-1";
        }

        @Override
        public byte[] encrypt(byte[] key, Map<String, String> context) {
            return flipped(key);
        }

        @Override
        public byte[] decrypt(byte[] encrypted, Map<String, String> context) {
            decryptions++;
            if (isBroken) {
                throw new ConnectionException(ConnectionError.SECRET_UNREADABLE, "outer-1 is disabled");
            }
            return flipped(encrypted);
        }

        private static byte[] flipped(byte[] bytes) {
            byte[] flipped = bytes.clone();
            for (int i = 0; i < flipped.length; i++) {
                flipped[i] ^= 0x55;
            }
            return flipped;
        }
    }

    @Test
    void aFileThatWasEncryptedIsTheSameKeyring() throws Exception {
        Path file = directory.resolve("keyring.json");
        Keyring running = Keyring.inFile(file);
        WrappedKey wrapped = running.wrap(running.firstKeyId(), DATA_KEY, DATA_KEY);

        Keyring.encrypt(file, outer);

        assertThat(Files.readString(file))
                .startsWith("{\"encryptedBy\":\"outer-1\"")
                .doesNotContain("keyData");
        assertThat(Keyring.inFile(file, outer).unwrap(wrapped, DATA_KEY)).isEqualTo(DATA_KEY);
        assertThat(running.unwrap(wrapped, DATA_KEY)).isEqualTo(DATA_KEY);
        assertThatThrownBy(running::add).hasMessageContaining("is encrypted by outer-1");
        assertThatThrownBy(() -> Keyring.encrypt(file, outer)).hasMessageContaining("is encrypted by outer-1");
        assertThatThrownBy(() -> Keyring.encrypt(directory.resolve("none.json"), outer))
                .hasMessageContaining("does not exist");
    }

    @Test
    void aFileThatShouldBeEncryptedAndIsNotIsRefused() {
        Path file = directory.resolve("keyring.json");
        Keyring.inFile(file).firstKeyId();

        assertThatThrownBy(() -> Keyring.inFile(file, outer).keyIds()).hasMessageContaining("is not encrypted");
        assertThat(outer.decryptions).isZero();
    }

    @Test
    void keysThatCameWhileTheOuterKeyWasAwayAreKnownWhenItIsBack() throws Exception {
        Path file = directory.resolve("keyring.json");
        Keyring running = Keyring.inFile(file, outer);
        String first = running.firstKeyId();
        assertThat(running.keyIds()).containsExactly(first);
        // what another process adds
        OuterKey working = new OuterKey();
        String second = Keyring.inFile(file, working).add();

        outer.isBroken = true;
        assertThat(running.keyIds()).containsExactly(first);
        outer.isBroken = false;

        Awaitility.await().untilAsserted(() -> assertThat(running.keyIds()).containsExactly(first, second));
    }

    @Test
    void aRefusalIsBelievedForSeconds() {
        EncryptedKeyset form = new EncryptedKeyset(outer, clock::nanos);
        String text = form.write(Keyset.empty().withNewKey(new java.security.SecureRandom()));
        outer.isBroken = true;

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> form.read(text)).hasMessageContaining("outer-1 is disabled");
        }
        assertThat(outer.decryptions).isEqualTo(1);

        outer.isBroken = false;
        clock.advance(Duration.ofSeconds(5));
        assertThat(form.read(text)).isPresent();
        assertThat(outer.decryptions).isEqualTo(2);
    }
}
