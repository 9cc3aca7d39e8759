package dev.mooring.connection.core.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.MutableClock;
import dev.mooring.connection.core.audit.AuditEntry;
import dev.mooring.connection.core.internal.time.EngineTime;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.property.Sensitivity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretSealerTest {
    private static final long REVISION = 3;
    private static final RowContent ROW = row("w", "c-1");
    private static final Map<String, Secret> SECRETS =
            Map.of("ACCESS_KEY", Secret.of("canary-5d1e"), "TOKEN", Secret.of(new byte[] {0, -1, 7}));

    private final HeldKeys keys = new HeldKeys();
    private final MutableClock clock = new MutableClock();
    private final Keyring keyring = Keyrings.inMemory();
    private final CurrentKey current = new CurrentKey(keyring, keys, new EngineTime(clock, clock::nanos));
    private final SecretSealer sealer = new SecretSealer(keyring, current);

    @TempDir
    Path directory;

    static List<RowContent> otherRows() {
        return List.of(row("v", "c-1"), row("w", "c-2"));
    }

    private static RowContent row(String workspace, String id) {
        return row(workspace, id, "https://depot.example");
    }

    private static RowContent row(String workspace, String id, String endpoint) {
        return new RowContent(
                new Connection.Identity(
                        id, workspace, "depot", TypeId.of(ConnectionCategory.STORAGE, "DEPOT"), Optional.empty()),
                PropertyValues.of(
                        Map.of("ENDPOINT", new PropertyValues.Value(Sensitivity.SHOWN, List.of(endpoint))), Map.of()),
                List.of(),
                1);
    }

    private static SealedSecrets with(SealedSecrets sealed, Map<String, String> ciphertexts) {
        return new SealedSecrets(sealed.key(), sealed.seal(), ciphertexts, sealed.revision());
    }

    @Test
    void opensWhatItSealed() {
        SealedSecrets sealed = sealer.seal(ROW, SECRETS, REVISION);

        assertThat(sealer.open(ROW, sealed)).isEqualTo(SECRETS);
        assertThat(sealed.revision()).isEqualTo(REVISION);
        assertThat(sealed.toString()).doesNotContain("canary");
        assertThat(sealed.ciphertexts().values()).noneMatch(text -> text.contains("canary"));
    }

    @Test
    void sealsARowWithoutSecretsToo() {
        SealedSecrets sealed = sealer.seal(ROW, Map.of(), REVISION);

        assertThat(sealer.open(ROW, sealed)).isEmpty();
        assertBroken(() -> sealer.open(row("w", "c-1", "https://elsewhere.example"), sealed));
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(sealer.seal(ROW, SECRETS, REVISION).ciphertexts())
                .isNotEqualTo(sealer.seal(ROW, SECRETS, REVISION).ciphertexts());
    }

    @Test
    void opensNoRowThatWasNeverSealed() {
        SealedSecrets sealed = sealer.seal(ROW, SECRETS, REVISION);

        assertBroken(() -> sealer.open(ROW, SealedSecrets.none(REVISION)));
        assertBroken(() ->
                sealer.open(ROW, new SealedSecrets(sealed.key(), Optional.empty(), sealed.ciphertexts(), REVISION)));
        assertBroken(() ->
                sealer.open(ROW, new SealedSecrets(Optional.empty(), sealed.seal(), sealed.ciphertexts(), REVISION)));
    }

    @ParameterizedTest
    @MethodSource("otherRows")
    void opensNoRowThatWasCopiedToAnotherPlace(RowContent other) {
        SealedSecrets sealed = sealer.seal(ROW, SECRETS, REVISION);

        assertBroken(() -> sealer.open(other, sealed));
    }

    @Test
    void opensNoRowOfAnotherRevision() {
        SealedSecrets sealed = sealer.seal(ROW, SECRETS, REVISION);

        assertBroken(() ->
                sealer.open(ROW, new SealedSecrets(sealed.key(), sealed.seal(), sealed.ciphertexts(), REVISION - 1)));
    }

    @ParameterizedTest
    @MethodSource("otherRows")
    void opensNoValueUnderTheDataKeyOfAnotherRow(RowContent other) {
        SealedSecrets here = sealer.seal(ROW, SECRETS, REVISION);
        SealedSecrets there = sealer.seal(other, SECRETS, REVISION);

        assertBroken(() -> sealer.open(other, with(there, here.ciphertexts())));
    }

    @Test
    void opensNoValueThatWasMovedToAnotherProperty() {
        SealedSecrets sealed = sealer.seal(ROW, SECRETS, REVISION);
        Map<String, String> swapped = Map.of(
                "ACCESS_KEY", sealed.ciphertexts().get("TOKEN"),
                "TOKEN", sealed.ciphertexts().get("ACCESS_KEY"));

        assertBroken(() -> sealer.open(ROW, with(sealed, swapped)));
    }

    @Test
    void opensNoValueThatWasCutOrIsNoBase64() {
        SealedSecrets sealed = sealer.seal(ROW, SECRETS, REVISION);
        String whole = sealed.ciphertexts().get("TOKEN");

        Stream.of("", "!", "AAAA", whole.substring(4))
                .forEach(damaged -> assertBroken(() -> sealer.open(
                        ROW,
                        with(sealed, Map.of("ACCESS_KEY", sealed.ciphertexts().get("ACCESS_KEY"), "TOKEN", damaged)))));
        Stream.of("", "!", "AAAA", whole)
                .forEach(damaged -> assertBroken(() -> sealer.open(
                        ROW, new SealedSecrets(sealed.key(), Optional.of(damaged), sealed.ciphertexts(), REVISION))));
    }

    @Test
    void resealsAChangedRowWithTheSecretsThatStay() {
        SealedSecrets sealed = sealer.seal(ROW, SECRETS, REVISION);
        RowContent moved = row("w", "c-1", "https://elsewhere.example");

        SealedSecrets resealed = sealer.reseal(ROW, sealed, moved, Set.of("TOKEN"));

        assertThat(sealer.open(moved, resealed)).isEqualTo(Map.of("TOKEN", SECRETS.get("TOKEN")));
        assertThat(resealed.revision()).isEqualTo(REVISION);
        assertBroken(() -> sealer.open(ROW, resealed));
        assertBroken(() -> sealer.open(moved, with(resealed, sealed.ciphertexts())));
    }

    @Test
    void resealsNoRowThatWasChangedInTheStore() {
        SealedSecrets sealed = sealer.seal(ROW, SECRETS, REVISION);
        RowContent moved = row("w", "c-1", "https://elsewhere.example");

        assertBroken(() -> sealer.reseal(moved, sealed, moved, SECRETS.keySet()));
        assertThat(sealer.isVerified(moved, sealed)).isFalse();
        assertThat(sealer.isVerified(ROW, sealed)).isTrue();
    }

    @Test
    void namesTheKeyThatIsMissing() {
        SealedSecrets sealed = sealer.seal(ROW, SECRETS, REVISION);
        SecretSealer stranger = Sealers.over(Keyrings.inMemory(), new HeldKeys());

        assertThatThrownBy(() -> stranger.open(ROW, sealed)).isInstanceOfSatisfying(ConnectionException.class, e -> {
            assertThat(e.code()).isEqualTo(ConnectionError.SECRET_UNREADABLE);
            assertThat(e).hasMessageContaining(sealed.key().orElseThrow().keyId());
            assertThat(e.remedy()).contains("restore that key");
        });
        assertThat(stranger.isVerified(ROW, sealed)).isFalse();
    }

    @Test
    void sealsNothingWithAKeyringThatIsNotTheStores() {
        sealer.seal(ROW, SECRETS, REVISION);
        SecretSealer stranger = Sealers.over(Keyrings.inMemory(), keys);

        assertUnreadable(() -> stranger.seal(ROW, SECRETS, REVISION));
    }

    @Test
    void sealsNothingWithAnotherKeyOfTheSameId() throws Exception {
        Path file = directory.resolve("keyring.json");
        Keyring original = Keyring.inFile(file);
        Sealers.over(original, keys).seal(ROW, SECRETS, REVISION);
        Keyring forged = Keyring.of(
                Secret.of(Files.readString(file).replaceFirst("\"Gi[A-D][^\"]{8}", "\"GiAAAAAAAAA")),
                "variable FORGED");

        assertThat(forged.keyIds()).isEqualTo(original.keyIds());
        assertThatThrownBy(() -> Sealers.over(forged, keys).seal(ROW, SECRETS, REVISION))
                .hasMessageContaining("in variable FORGED is not the store's key of that id");
    }

    @Test
    void sealsNothingWhenAnotherKeyringWasFirstMeanwhile() {
        keys.beforeAdd(() -> Sealers.over(Keyrings.inMemory(), keys).seal(ROW, SECRETS, REVISION));

        assertUnreadable(() -> sealer.seal(ROW, SECRETS, REVISION));
    }

    @Test
    void refusesToSealWhenTheKeyringsFileIsGone() throws Exception {
        Path file = directory.resolve("keyring.json");
        Sealers.over(Keyring.inFile(file), keys).seal(ROW, SECRETS, REVISION);
        Files.delete(file);

        assertUnreadable(() -> Sealers.over(Keyring.inFile(file), keys).seal(ROW, SECRETS, REVISION));
        assertThat(file).doesNotExist();
    }

    @Test
    void sealsUnderTheKeyThatTheStoreSaysAndAsksForItOnceASecond() {
        SealedSecrets old = sealer.seal(ROW, SECRETS, REVISION);
        String next = keyring.add();
        keys.add(current.sentinel(next), added(next));
        keys.makeCurrent(next, added(next));
        int asked = keys.asked();

        assertThat(sealer.seal(ROW, SECRETS, REVISION).key().orElseThrow().keyId())
                .isNotEqualTo(next);
        assertThat(keys.asked()).isEqualTo(asked);
        clock.advance(CurrentKey.STALENESS);
        assertThat(sealer.seal(ROW, SECRETS, REVISION).key().orElseThrow().keyId())
                .isEqualTo(next);
        assertThat(sealer.open(ROW, old)).isEqualTo(SECRETS);
    }

    @Test
    void wrapsADataKeyAnewAndLeavesTheRestAsItWas() {
        SealedSecrets old = sealer.seal(ROW, SECRETS, REVISION);
        String next = keyring.add();

        SealedSecrets rewrapped =
                new SealedSecrets(Optional.of(sealer.rewrap(ROW, old, next)), old.seal(), old.ciphertexts(), REVISION);

        assertThat(rewrapped.key().orElseThrow().keyId()).isEqualTo(next);
        assertThat(sealer.open(ROW, rewrapped)).isEqualTo(SECRETS);
        assertBroken(() -> sealer.rewrap(row("w", "c-2"), old, next));
        keyring.beginWith(next);
        keyring.disable(old.key().orElseThrow().keyId());
        assertUnreadable(() -> sealer.open(ROW, old));
        assertThat(sealer.open(ROW, rewrapped)).isEqualTo(SECRETS);
    }

    @Test
    void sealsAgainWhenTheKeyWasRetiredBeforeTheRowWasStored() {
        List<String> used = new ArrayList<>();
        String first = sealer.seal(ROW, SECRETS, REVISION).key().orElseThrow().keyId();
        String next = keyring.add();
        keys.add(current.sentinel(next), added(next));
        keys.makeCurrent(next, added(next));

        String stored = sealer.underKeysInForce(() -> {
            used.add(sealer.seal(ROW, SECRETS, REVISION).key().orElseThrow().keyId());
            if (used.size() == 1) {
                throw ended(first);
            }
            return "stored";
        });

        assertThat(stored).isEqualTo("stored");
        assertThat(used).containsExactly(first, next);
        assertFails(
                ConnectionError.CONCURRENT_CHANGE,
                () -> sealer.underKeysInForce(() -> {
                    throw ended(first);
                }));
    }

    private static ConnectionException ended(String keyId) {
        return new ConnectionException(ConnectionError.CONCURRENT_CHANGE, "retired", "again", new KeyEnded(keyId));
    }

    private static void assertBroken(ThrowingCallable opening) {
        assertFails(ConnectionError.SEAL_BROKEN, opening);
    }

    private static void assertUnreadable(ThrowingCallable opening) {
        assertFails(ConnectionError.SECRET_UNREADABLE, opening);
    }

    private static void assertFails(ConnectionError code, ThrowingCallable opening) {
        assertThatThrownBy(opening)
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageNotContaining("canary");
    }

    private AuditEntry added(String id) {
        return new KeyEntries(clock, "ann").entry(AuditEntry.Action.ADD_KEY, id, "");
    }
}
