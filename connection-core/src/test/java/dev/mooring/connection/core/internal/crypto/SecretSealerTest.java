package dev.mooring.connection.core.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.internal.crypto.SecretSealer.Place;
import dev.mooring.connection.credential.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretSealerTest {
    private static final Place PLACE = new Place("w", "c-1", 3);
    private static final Map<String, Secret> SECRETS =
            Map.of("ACCESS_KEY", Secret.of("canary-5d1e"), "TOKEN", Secret.of(new byte[] {0, -1, 7}));

    private final HeldSentinel sentinel = new HeldSentinel();
    private final Keyring keyring = new MemoryKeyring();
    private final SecretSealer sealer = new SecretSealer(keyring, sentinel);

    @TempDir
    Path directory;

    static List<Place> otherPlaces() {
        return List.of(new Place("v", "c-1", 3), new Place("w", "c-2", 3), new Place("w", "c-1", 2));
    }

    @Test
    void opensWhatItSealed() {
        SealedSecrets sealed = sealer.seal(SECRETS, PLACE);

        assertThat(sealer.unseal(sealed, PLACE)).isEqualTo(SECRETS);
        assertThat(sealed.revision()).isEqualTo(3);
        assertThat(sealed.toString()).doesNotContain("canary");
        assertThat(sealed.ciphertexts().values()).noneMatch(text -> text.contains("canary"));
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(sealer.seal(SECRETS, PLACE).ciphertexts())
                .isNotEqualTo(sealer.seal(SECRETS, PLACE).ciphertexts());
    }

    @ParameterizedTest
    @MethodSource("otherPlaces")
    void opensNoRowThatWasCopiedToAnotherPlace(Place other) {
        SealedSecrets sealed = sealer.seal(SECRETS, PLACE);

        assertUnreadable(() -> sealer.unseal(sealed, other));
    }

    @ParameterizedTest
    @MethodSource("otherPlaces")
    void opensNoValueUnderTheDataKeyOfAnotherPlace(Place other) {
        SealedSecrets here = sealer.seal(SECRETS, PLACE);
        SealedSecrets there = sealer.seal(SECRETS, other);

        assertUnreadable(
                () -> sealer.unseal(new SealedSecrets(there.key(), here.ciphertexts(), other.revision()), other));
    }

    @Test
    void opensNoValueThatWasMovedToAnotherProperty() {
        SealedSecrets sealed = sealer.seal(SECRETS, PLACE);
        Map<String, String> swapped = Map.of(
                "ACCESS_KEY", sealed.ciphertexts().get("TOKEN"),
                "TOKEN", sealed.ciphertexts().get("ACCESS_KEY"));

        assertUnreadable(() -> sealer.unseal(new SealedSecrets(sealed.key(), swapped, 3), PLACE));
    }

    @Test
    void opensNoValueThatWasCutOrIsNoBase64() {
        SealedSecrets sealed = sealer.seal(SECRETS, PLACE);

        Stream.of("", "!", "AAAA", sealed.ciphertexts().get("TOKEN").substring(4))
                .forEach(damaged -> assertUnreadable(
                        () -> sealer.unseal(new SealedSecrets(sealed.key(), Map.of("TOKEN", damaged), 3), PLACE)));
    }

    @Test
    void namesTheKeyThatIsMissing() {
        SealedSecrets sealed = sealer.seal(SECRETS, PLACE);
        SecretSealer stranger = new SecretSealer(new MemoryKeyring(), new HeldSentinel());

        assertThatThrownBy(() -> stranger.unseal(sealed, PLACE))
                .isInstanceOfSatisfying(ConnectionException.class, e -> {
                    assertThat(e.code()).isEqualTo(ConnectionError.SECRET_UNREADABLE);
                    assertThat(e)
                            .hasMessageContaining(sealed.key().orElseThrow().keyId());
                    assertThat(e.remedy()).contains("restore that keyring");
                });
    }

    @Test
    void sealsNothingWithAKeyringThatIsNotTheStores() {
        sealer.checkSentinel();
        SecretSealer stranger = new SecretSealer(new MemoryKeyring(), sentinel);

        assertUnreadable(() -> stranger.seal(SECRETS, PLACE));
        assertUnreadable(stranger::checkSentinel);
    }

    @Test
    void sealsNothingWhenAnotherKeyringWasFirstMeanwhile() {
        sentinel.beforeWrite(() -> {
            sentinel.beforeWrite(() -> {});
            new SecretSealer(new MemoryKeyring(), sentinel).checkSentinel();
        });

        assertUnreadable(() -> sealer.seal(SECRETS, PLACE));
    }

    @Test
    void refusesToSealWhenTheKeyringsFileIsGone() throws Exception {
        Path file = directory.resolve("keyring.json");
        new SecretSealer(new FileKeyring(file), sentinel).seal(SECRETS, PLACE);
        Files.delete(file);

        assertUnreadable(() -> new SecretSealer(new FileKeyring(file), sentinel).seal(SECRETS, PLACE));
        assertThat(file).doesNotExist();
    }

    @Test
    void asksForNoKeyWhenThereIsNoSecret() {
        Path file = directory.resolve("keyring.json");
        SecretSealer lazy = new SecretSealer(new FileKeyring(file), sentinel);

        SealedSecrets none = lazy.seal(Map.of(), PLACE);

        assertThat(lazy.unseal(none, PLACE)).isEmpty();
        assertThat(none.revision()).isEqualTo(3);
        assertThat(sentinel.read()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    private static void assertUnreadable(ThrowingCallable opening) {
        assertThatThrownBy(opening)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.SECRET_UNREADABLE))
                .hasMessageNotContaining("canary");
    }
}
