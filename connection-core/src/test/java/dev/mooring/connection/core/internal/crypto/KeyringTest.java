package dev.mooring.connection.core.internal.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.credential.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
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

    private static WrappedKey wrap(Keyring keyring) {
        return keyring.wrap(keyring.firstKeyId(), DATA_KEY, CONTEXT);
    }

    @Test
    void isMadeOnFirstUseForItsOwnerOnly() throws Exception {
        Keyring keyring = Keyring.inFile(file);
        assertThat(keyring.keyIds()).isEmpty();
        assertThat(directory).isEmptyDirectory();

        wrap(keyring);

        try (var files = Files.list(directory)) {
            assertThat(files)
                    .containsExactlyInAnyOrder(file, directory.resolve(".keyring.json.lock"))
                    .allSatisfy(each -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void opensWhatAnotherInstanceWrapped() {
        WrappedKey wrapped = wrap(Keyring.inFile(file));

        assertThat(Keyring.inFile(file).unwrap(wrapped, CONTEXT)).isEqualTo(DATA_KEY);
        assertThat(wrapped.toString()).isEqualTo("WrappedKey[" + wrapped.keyId() + "]");
    }

    @Test
    void neverMakesAKeyToOpenSomething() {
        WrappedKey foreign = wrap(Keyrings.inMemory());

        assertUnreadable(() -> Keyring.inFile(file).unwrap(foreign, CONTEXT), foreign.keyId() + " is missing");
        assertThat(file).doesNotExist();
    }

    @Test
    void anAddedKeyIsUsedOnlyWhenItIsNamed() {
        Keyring keyring = Keyring.inFile(file);
        String first = keyring.firstKeyId();
        String second = keyring.add();

        assertThat(keyring.firstKeyId()).isEqualTo(first);
        assertThat(keyring.keyIds()).containsExactly(first, second);
        WrappedKey wrapped = keyring.wrap(second, DATA_KEY, CONTEXT);
        assertThat(wrapped.keyId()).isEqualTo(second);
        assertThat(keyring.unwrap(wrapped, CONTEXT)).isEqualTo(DATA_KEY);
        assertUnreadable(() -> keyring.unwrap(new WrappedKey(first, wrapped.wrapped()), CONTEXT), "does not open");
    }

    @Test
    void seesWhatAnotherProcessAddedAndDisabled() {
        Keyring one = Keyring.inFile(file);
        Keyring other = Keyring.inFile(file);
        String first = one.firstKeyId();
        WrappedKey old = other.wrap(first, DATA_KEY, CONTEXT);

        String second = other.add();
        WrappedKey wrapped = other.wrap(second, DATA_KEY, CONTEXT);
        assertThat(one.unwrap(wrapped, CONTEXT)).isEqualTo(DATA_KEY);

        other.beginWith(second);
        other.disable(first);
        assertThat(one.firstKeyId()).isEqualTo(second);
        assertThat(one.keyIds()).containsExactly(second);
        assertUnreadable(() -> one.unwrap(old, CONTEXT), first + " is disabled");
        assertUnreadable(() -> one.wrap(first, DATA_KEY, CONTEXT), first + " is disabled");
    }

    @Test
    void theKeyThatANewStoreBeginsWithStaysInUse() {
        Keyring keyring = Keyring.inFile(file);
        String first = keyring.firstKeyId();
        keyring.add();

        keyring.disable(first);
        keyring.beginWith("K00000000");

        assertThat(keyring.firstKeyId()).isEqualTo(first);
        assertThat(keyring.keyIds()).contains(first);
    }

    @Test
    void keepsTheKeysThatItKnowsWhenTheFileVanishesOrIsSpoilt() throws Exception {
        Keyring keyring = Keyring.inFile(file);
        WrappedKey wrapped = wrap(keyring);

        Files.writeString(file, "canary");
        assertThat(keyring.unwrap(wrapped, CONTEXT)).isEqualTo(DATA_KEY);
        Files.delete(file);
        assertThat(keyring.unwrap(wrapped, CONTEXT)).isEqualTo(DATA_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxr-xr-x"})
    void refusesAFileThatOthersCanReach(String mode) throws Exception {
        WrappedKey wrapped = wrap(Keyring.inFile(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertUnreadable(() -> Keyring.inFile(file).unwrap(wrapped, CONTEXT), mode);
        assertUnreadable(() -> Keyring.inFile(file).firstKeyId(), mode);
        assertUnreadable(() -> Keyring.inFile(file).add(), mode);
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
                "{\"primaryKeyId\": 1, \"key\": []}",
                "{\"primaryKeyId\": 1, \"key\": [{\"keyData\": {\"value\": \"canary\"}}]}"
            })
    void saysThatAFileIsDamagedWithoutShowingIt(String content) throws Exception {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertUnreadable(() -> Keyring.inFile(file).firstKeyId(), "keyring.json is not a keyring");
        assertUnreadable(() -> Keyring.inFile(file).add(), "keyring.json is not a keyring");
        assertThat(file).hasContent(content);
    }

    @Test
    void saysThatATruncatedFileIsDamaged() throws Exception {
        wrap(Keyring.inFile(file));
        String whole = Files.readString(file);
        for (int length = 0; length < whole.length(); length++) {
            assertThat(KeysetJson.read(whole.substring(0, length))).isEmpty();
        }
        assertThat(KeysetJson.read(whole)).isPresent();
        assertThat(KeysetJson.read(whole + "x")).isEmpty();
    }

    @Test
    void saysThatItsDirectoryIsMissing() {
        assertUnreadable(
                () -> Keyring.inFile(directory.resolve("absent/keyring.json")).firstKeyId(), "can not be written");
    }

    @Test
    void instancesThatRaceToMakeItAgreeOnOneKeyAndLoseNoneThatIsAdded() throws Exception {
        int instances = 4;
        int threads = 4;
        CyclicBarrier start = new CyclicBarrier(instances * threads);
        ExecutorService executor = Executors.newFixedThreadPool(instances * threads);
        try {
            List<Future<WrappedKey>> wrapping = new ArrayList<>();
            for (int instance = 0; instance < instances; instance++) {
                Keyring keyring = Keyring.inFile(file);
                for (int thread = 0; thread < threads; thread++) {
                    boolean isAdding = thread == 0;
                    wrapping.add(executor.submit(() -> {
                        start.await();
                        String first = keyring.firstKeyId();
                        return keyring.wrap(isAdding ? keyring.add() : first, DATA_KEY, CONTEXT);
                    }));
                }
            }
            Keyring afterwards = Keyring.inFile(file);
            for (Future<WrappedKey> wrapped : wrapping) {
                assertThat(afterwards.unwrap(wrapped.get(), CONTEXT)).isEqualTo(DATA_KEY);
            }
            assertThat(afterwards.keyIds()).hasSize(1 + instances);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void bindsAWrappedKeyToItsContext() {
        Keyring keyring = Keyrings.inMemory();
        WrappedKey wrapped = wrap(keyring);

        assertThat(keyring.unwrap(wrapped, CONTEXT)).isEqualTo(DATA_KEY);
        assertUnreadable(() -> keyring.unwrap(wrapped, new byte[] {9}), wrapped.keyId());
        assertUnreadable(() -> keyring.unwrap(new WrappedKey(wrapped.keyId(), "?"), CONTEXT), wrapped.keyId());
    }

    @Test
    void aKeyringInMemoryIsItsOwn() {
        WrappedKey wrapped = wrap(Keyrings.inMemory());

        assertUnreadable(() -> Keyrings.inMemory().unwrap(wrapped, CONTEXT), wrapped.keyId() + " is missing");
    }

    @Test
    void theContentOfAFileIsAKeyringThatCanNotBeChanged() throws Exception {
        Keyring original = Keyring.inFile(file);
        WrappedKey wrapped = wrap(original);
        Keyring copy = Keyring.of(Secret.of(Files.readString(file)), "variable RING");

        assertThat(copy.unwrap(wrapped, CONTEXT)).isEqualTo(DATA_KEY);
        assertThat(copy.firstKeyId()).isEqualTo(wrapped.keyId());
        copy.beginWith("K1");
        copy.disable(wrapped.keyId());
        assertThat(copy.keyIds()).containsExactly(wrapped.keyId());
        assertThatThrownBy(copy::add).isInstanceOfSatisfying(ConnectionException.class, e -> {
            assertThat(e.code()).isEqualTo(ConnectionError.NOT_SUPPORTED);
            assertThat(e).hasMessageContaining("variable RING");
            assertThat(e.remedy()).contains("mooring keys add --keyring FILE");
        });
    }

    @Test
    void anAbsentOrBrokenTextIsNoKeyring() {
        WrappedKey foreign = wrap(Keyrings.inMemory());

        Keyring absent = Keyring.inVariable("MOORING_THAT_NOBODY_SETS");
        assertThat(absent.keyIds()).isEmpty();
        assertUnreadable(absent::firstKeyId, "MOORING_THAT_NOBODY_SETS has no key");
        assertUnreadable(() -> absent.unwrap(foreign, CONTEXT), foreign.keyId() + " is missing");
        assertUnreadable(() -> Keyring.of(Secret.of("{canary"), "variable RING").keyIds(), "holds no keyring");
    }

    /** The file is a keyset of Tink, which its own tools can read and make. */
    @Test
    void tinkOpensWhatItWrapsAndTheOtherWayRound() throws Exception {
        Keyring keyring = Keyring.inFile(file);
        keyring.firstKeyId();
        String second = keyring.add();
        WrappedKey ours = keyring.wrap(second, DATA_KEY, CONTEXT);
        Aead tinks = tink(Files.readString(file)).getPrimitive(AeadConfig2026.get(), Aead.class);

        assertThat(tinks.decrypt(Base64.getDecoder().decode(ours.wrapped()), CONTEXT))
                .isEqualTo(DATA_KEY);
        String wrapped = Base64.getEncoder().encodeToString(tinks.encrypt(DATA_KEY, CONTEXT));
        assertThat(keyring.unwrap(new WrappedKey(keyring.firstKeyId(), wrapped), CONTEXT))
                .isEqualTo(DATA_KEY);
    }

    @Test
    void readsWhatTinkMade() throws Exception {
        KeysetHandle made = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
        String json =
                TinkJsonProtoKeysetFormat.serializeKeyset(made, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        Keyring keyring = Keyring.of(Secret.of(json), "here");

        WrappedKey wrapped = wrap(keyring);

        Aead tinks = made.getPrimitive(AeadConfig2026.get(), Aead.class);
        assertThat(tinks.decrypt(Base64.getDecoder().decode(wrapped.wrapped()), CONTEXT))
                .isEqualTo(DATA_KEY);
        KeysetHandle others = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_EAX, AeadConfig2026.get());
        String other =
                TinkJsonProtoKeysetFormat.serializeKeyset(others, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        assertUnreadable(() -> Keyring.of(Secret.of(other), "here").keyIds(), "holds no keyring");
    }

    private static KeysetHandle tink(String json) throws Exception {
        return TinkJsonProtoKeysetFormat.parseKeyset(json, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    }

    private static void assertUnreadable(Runnable using, String saying) {
        assertThatThrownBy(using::run).isInstanceOfSatisfying(ConnectionException.class, e -> {
            assertThat(e.code()).isEqualTo(ConnectionError.SECRET_UNREADABLE);
            assertThat(e).hasMessageContaining(saying);
            assertThat(e + String.valueOf(e.getCause())).doesNotContain("canary");
        });
    }
}
