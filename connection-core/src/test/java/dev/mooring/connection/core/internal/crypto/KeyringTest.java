package dev.mooring.connection.core.internal.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.Keyring.WrappedKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {
    private static final byte[] DATA_KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final byte[] CONTEXT = {1, 2, 3};

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void chooseAFile() {
        file = directory.resolve("keyring.json");
    }

    @Test
    void isMadeOnFirstUseForItsOwnerOnlyAndLeavesNothingElseBehind() throws Exception {
        FileKeyring keyring = new FileKeyring(file);
        assertThat(file).doesNotExist();

        keyring.wrap(DATA_KEY, CONTEXT);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void opensWhatAnotherInstanceWrapped() {
        WrappedKey wrapped = new FileKeyring(file).wrap(DATA_KEY, CONTEXT);

        assertThat(new FileKeyring(file).unwrap(wrapped, CONTEXT)).isEqualTo(DATA_KEY);
        assertThat(wrapped.toString()).isEqualTo("WrappedKey[" + wrapped.keyId() + "]");
    }

    @Test
    void neverMakesAKeyToOpenSomething() {
        WrappedKey foreign = new MemoryKeyring().wrap(DATA_KEY, CONTEXT);

        assertUnreadable(() -> new FileKeyring(file).unwrap(foreign, CONTEXT), foreign.keyId() + " is missing");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxr-xr-x"})
    void refusesAFileThatOthersCanReach(String mode) throws Exception {
        WrappedKey wrapped = new FileKeyring(file).wrap(DATA_KEY, CONTEXT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertUnreadable(() -> new FileKeyring(file).unwrap(wrapped, CONTEXT), mode);
        assertUnreadable(() -> new FileKeyring(file).wrap(DATA_KEY, CONTEXT), mode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary",
                "null",
                "[]",
                "{}",
                "{\"canary\": 1}",
                "{\"primaryKeyId\": \"canary\", \"key\": 7}",
                "{\"primaryKeyId\": 1, \"key\": [\"canary\"]}",
                "{\"primaryKeyId\": 1, \"key\": [{\"keyData\": {\"value\": \"canary\"}}]}"
            })
    void saysThatAFileIsDamagedWithoutShowingIt(String content) throws Exception {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertUnreadable(() -> new FileKeyring(file).wrap(DATA_KEY, CONTEXT), "keyring.json is not a keyring");
        assertThat(file).hasContent(content);
    }

    @Test
    void saysThatATruncatedFileIsDamaged() throws Exception {
        new FileKeyring(file).wrap(DATA_KEY, CONTEXT);
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));

        assertUnreadable(() -> new FileKeyring(file).wrap(DATA_KEY, CONTEXT), "is not a keyring");
    }

    @Test
    void saysThatItsDirectoryIsMissing() {
        assertUnreadable(
                () -> new FileKeyring(directory.resolve("absent/keyring.json")).wrap(DATA_KEY, CONTEXT),
                "can not be written");
    }

    @Test
    void instancesThatRaceToMakeItAgreeOnOneKey() throws Exception {
        int instances = 4;
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(instances * threads);
        ExecutorService executor = Executors.newFixedThreadPool(instances * threads);
        try {
            List<Future<WrappedKey>> wrapping = new ArrayList<>();
            for (int instance = 0; instance < instances; instance++) {
                Keyring keyring = new FileKeyring(file);
                for (int thread = 0; thread < threads; thread++) {
                    wrapping.add(executor.submit(() -> {
                        start.await();
                        return keyring.wrap(DATA_KEY, CONTEXT);
                    }));
                }
            }
            for (Future<WrappedKey> wrapped : wrapping) {
                assertThat(new FileKeyring(file).unwrap(wrapped.get(), CONTEXT)).isEqualTo(DATA_KEY);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void bindsAWrappedKeyToItsContext() {
        MemoryKeyring keyring = new MemoryKeyring();
        WrappedKey wrapped = keyring.wrap(DATA_KEY, CONTEXT);

        assertThat(keyring.unwrap(wrapped, CONTEXT)).isEqualTo(DATA_KEY);
        assertUnreadable(() -> keyring.unwrap(wrapped, new byte[] {9}), wrapped.keyId());
        assertUnreadable(() -> keyring.unwrap(new WrappedKey(wrapped.keyId(), "?"), CONTEXT), wrapped.keyId());
    }

    @Test
    void aKeyringInMemoryIsItsOwn() {
        WrappedKey wrapped = new MemoryKeyring().wrap(DATA_KEY, CONTEXT);

        assertUnreadable(() -> new MemoryKeyring().unwrap(wrapped, CONTEXT), wrapped.keyId() + " is missing");
    }

    private static void assertUnreadable(Runnable using, String saying) {
        assertThatThrownBy(using::run).isInstanceOfSatisfying(ConnectionException.class, e -> {
            assertThat(e.code()).isEqualTo(ConnectionError.SECRET_UNREADABLE);
            assertThat(e).hasMessageContaining(saying);
            assertThat(e + String.valueOf(e.getCause())).doesNotContain("canary");
        });
    }
}
