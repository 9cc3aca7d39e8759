package dev.mooring.connection.keyring.awskms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.Keyring;
import dev.mooring.connection.core.Keyring.WrappedKey;
import dev.mooring.connection.core.keys.KeyFinding;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.emulator.ReceivedCall;
import dev.mooring.connection.tck.emulator.aws.AwsAccount;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import dev.mooring.connection.tck.emulator.aws.AwsFault;
import dev.mooring.connection.tck.emulator.aws.IamPolicy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an emulator of KMS that verifies signatures and enforces states, policies and the encryption context. */
class AwsKmsKeyringIT {
    private static final byte[] DATA_KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final byte[] CONTEXT = {1, 2, 3};

    @TempDir
    Path directory;

    private final AwsEmulator emulator = AwsEmulator.start();
    private final AwsAccount account = emulator.account("111122223333");
    private final Credential owner = account.createUser("owner", IamPolicy.everything());
    private final String arn = emulator.kms().createKey(account, "eu-west-1");
    private Path file;

    @BeforeEach
    void chooseAFile() {
        file = directory.resolve("keyring.json");
    }

    @AfterEach
    void close() {
        emulator.close();
    }

    private AwsKmsKey key(String keyArn, Credential identity) {
        return AwsKmsKey.of(keyArn, () -> identity).at(emulator.endpoint());
    }

    private Keyring keyring() {
        return Keyring.inFile(file, key(arn, owner));
    }

    private WrappedKey wrapped() {
        Keyring keyring = keyring();
        return keyring.wrap(keyring.firstKeyId(), DATA_KEY, CONTEXT);
    }

    @Test
    void kmsIsAskedWhenTheFileIsReadAndNeverToSealOrOpen() {
        WrappedKey wrapped = wrapped();
        emulator.forget();
        Keyring again = keyring();

        for (int i = 0; i < 50; i++) {
            assertThat(again.unwrap(wrapped, CONTEXT)).isEqualTo(DATA_KEY);
            again.wrap(wrapped.keyId(), DATA_KEY, CONTEXT);
        }

        assertThat(emulator.received()).extracting(ReceivedCall::action).containsExactly("Decrypt");
        assertThat(emulator.received().get(0).parameter("EncryptionContext.purpose"))
                .contains("mooring-keyring");
        assertThat(emulator.received().get(0).parameter("KeyId")).contains(arn);
    }

    @Test
    void theFileHoldsNoKeyInTheClear() throws Exception {
        Keyring keyring = keyring();
        keyring.firstKeyId();
        String text = Files.readString(file);

        assertThat(text).contains(arn).doesNotContain("primaryKeyId", "AesGcmKey", "keyData");
        ConnectionException plain = refusal(() -> Keyring.inFile(file).keyIds());
        assertThat(plain.code()).isEqualTo(ConnectionError.SECRET_UNREADABLE);
        assertThat(plain).hasMessageContaining("encrypted by " + arn);
    }

    @Test
    void keysAreAddedAndAnotherProcessSeesThem() {
        Keyring one = keyring();
        Keyring other = keyring();
        String first = one.firstKeyId();
        assertThat(other.keyIds()).containsExactly(first);

        String second = other.add();

        assertThat(one.keyIds()).containsExactly(first, second);
        assertThat(one.unwrap(other.wrap(second, DATA_KEY, CONTEXT), CONTEXT)).isEqualTo(DATA_KEY);
    }

    @Test
    void aKeyThatIsDisabledOrAboutToBeDeletedIsNamedWithItsState() {
        wrapped();
        assertThat(keyring().problems()).isEmpty();

        emulator.kms().disable(arn);
        assertThat(refused().getMessage()).contains(arn, "is Disabled");
        assertThat(keyring().problems()).singleElement().asString().contains("is Disabled");
        emulator.kms().scheduleDeletion(arn);
        assertThat(refused().getMessage()).contains(arn, "is PendingDeletion", "will be deleted at");
        assertThat(refused().remedy()).contains("cancel its deletion");
        assertThat(keyring().problems()).singleElement().asString().contains("will be deleted at");
        emulator.kms().enable(arn);
        assertThat(keyring().keyIds()).hasSize(1);
        emulator.kms().delete(arn);
        assertThat(refused().getMessage()).contains("does not exist");
    }

    @Test
    void theStateIsSaidAlsoWhereItCanNotBeLookedUp() {
        Credential user =
                account.createUser("user", IamPolicy.allow(List.of("kms:Encrypt", "kms:Decrypt"), List.of(arn)));
        Keyring.inFile(file, key(arn, user)).firstKeyId();
        emulator.kms().scheduleDeletion(arn);

        ConnectionException refusal =
                refusal(() -> Keyring.inFile(file, key(arn, user)).keyIds());

        assertThat(refusal.code()).isEqualTo(ConnectionError.SECRET_UNREADABLE);
        assertThat(refusal).hasMessageContaining("is pending deletion");
        assertThat(Keyring.inFile(file, key(arn, user)).problems()).isEmpty();
    }

    @Test
    void aFileOfAnotherKeyOrPurposeOrThatWasChangedDoesNotOpen() throws Exception {
        wrapped();
        String other = emulator.kms().createKey(account, "eu-west-1");
        assertThat(refusal(() -> Keyring.inFile(file, key(other, owner)).keyIds()))
                .hasMessageContaining("encrypted by " + arn + ", not by " + other);

        String text = Files.readString(file);
        Files.writeString(file, text.replace(arn, other));
        assertThat(refusal(() -> Keyring.inFile(file, key(other, owner)).keyIds()))
                .hasMessageContaining("another one encrypted it");
        String foreign = Base64.getEncoder()
                .encodeToString(key(arn, owner).encrypt(DATA_KEY, java.util.Map.of("purpose", "something-else")));
        Files.writeString(file, text.replaceFirst("\"encryptedKey\":\"[^\"]*", "\"encryptedKey\":\"" + foreign));
        assertThat(refused().getMessage()).contains("another one encrypted it, or it was changed");
        Files.writeString(file, text.replaceFirst("\"encryptedKeyset\":\"....", "\"encryptedKeyset\":\"AAAA"));
        assertThat(refused()).hasMessageContaining("is not a keyring");
    }

    @Test
    void whoMayNotIsToldWhatToAllow() {
        wrapped();
        Credential nobody = account.createUser("nobody", IamPolicy.allow(List.of("s3:*"), List.of("*")));
        ConnectionException denied =
                refusal(() -> Keyring.inFile(file, key(arn, nobody)).keyIds());
        assertThat(denied.code()).isEqualTo(ConnectionError.ACCESS_DENIED);
        assertThat(denied).hasMessageContaining("kms:Decrypt with key " + arn);
        assertThat(denied.remedy()).contains("kms:EncryptionContext:purpose");
        assertThat(denied.requestId()).isPresent();

        Credential forThisOnly = account.createUser("purpose", IamPolicy.parse("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*",
                 "Condition": {"StringEquals": {"kms:EncryptionContext:purpose": "mooring-keyring"}}}]}"""));
        assertThat(Keyring.inFile(file, key(arn, forThisOnly)).keyIds()).hasSize(1);
    }

    @Test
    void otherFailuresHaveCodesOfTheirOwn() {
        wrapped();
        Credential unknown = new Credential.AccessKey("AKIANOBODY", Secret.of("canary-77aa"));
        assertThat(refusal(() -> Keyring.inFile(file, key(arn, unknown)).keyIds())
                        .code())
                .isEqualTo(ConnectionError.CREDENTIAL_REJECTED);
        emulator.kms().fail(AwsFault.UNAVAILABLE);
        assertThat(refused().code()).isEqualTo(ConnectionError.ISSUER_FAILED);
        emulator.kms().fail(AwsFault.THROTTLED);
        assertThat(refused().code()).isEqualTo(ConnectionError.ISSUER_THROTTLED);
        AwsKmsKey away = AwsKmsKey.of(arn, () -> owner).at(URI.create("http://127.0.0.1:9"));
        assertThat(refusal(() -> Keyring.inFile(file, away).keyIds()).code())
                .isEqualTo(ConnectionError.ENDPOINT_UNREACHABLE);
        AwsKmsKey unsigned = key(arn, new Credential.Anonymous());
        assertThat(refusal(() -> Keyring.inFile(file, unsigned).keyIds()).code())
                .isEqualTo(ConnectionError.NOT_CONFIGURED);
    }

    @Test
    void aLayerOpensWithoutItsKmsAndSaysWhatIsMissing() {
        try (ConnectionLayer layer = layer()) {
            layer.keys().add();
            assertThat(layer.keys().findings()).isEmpty();
            assertThat(layer.keys().verify().isClean()).isTrue();
        }
        emulator.kms().scheduleDeletion(arn);
        try (ConnectionLayer layer = layer()) {
            assertThat(layer.keys().findings())
                    .extracting(KeyFinding::message)
                    .singleElement()
                    .asString()
                    .contains(arn, "PendingDeletion");
            assertThat(layer.workspace("w", "ann").list()).isEmpty();
        }
    }

    private ConnectionLayer layer() {
        return ConnectionLayer.in(directory).keyring(keyring()).open();
    }

    @Test
    void onlyAnArnNamesAKey() {
        for (String wrong : List.of("", "alias/lake", "arn:aws:kms:eu-west-1:111122223333:alias/lake", arn + " ")) {
            assertThatIllegalArgumentException().isThrownBy(() -> AwsKmsKey.of(wrong, () -> owner));
        }
        assertThat(AwsKmsKey.of(arn, () -> owner)).hasToString("AwsKmsKey[" + arn + "]");
    }

    private ConnectionException refused() {
        return refusal(() -> keyring().keyIds());
    }

    private static ConnectionException refusal(ThrowingCallable action) {
        ConnectionException refusal = catchThrowableOfType(ConnectionException.class, action);
        assertThat(refusal).isNotNull();
        assertThat(refusal + " " + refusal.getCause()).doesNotContain("canary");
        return refusal;
    }
}
