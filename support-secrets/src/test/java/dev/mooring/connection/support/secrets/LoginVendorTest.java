package dev.mooring.connection.support.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Login;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.LiveSource;
import dev.mooring.connection.tck.Requests;
import dev.mooring.connection.tck.TypeRig;
import dev.mooring.connection.tck.emulator.aws.AwsAccount;
import dev.mooring.connection.tck.emulator.aws.AwsEmulator;
import dev.mooring.connection.tck.emulator.aws.AwsFault;
import dev.mooring.connection.tck.emulator.aws.IamPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins, stored and read from the emulator of Secrets Manager, which verifies signatures and policies. */
class LoginVendorTest {
    private static final String REGION = "eu-west-1";
    private static final TypeId S3 = TypeId.of(ConnectionCategory.STORAGE, "S3", Cloud.AWS);
    private static final AwsEmulator AWS = AwsEmulator.start();
    private static final AwsAccount ACCOUNT = AWS.account("444455556666");
    private static final AccessKey READER = ACCOUNT.createUser(
            "reader",
            IamPolicy.allow(List.of("secretsmanager:GetSecretValue"), List.of("arn:aws:secretsmanager:*:*:secret:l*")));

    private final CanarySecrets canaries = new CanarySecrets();
    private final TypeRig rig = TypeRig.of(new LoginType());

    @BeforeEach
    void reach() {
        AWS.heal();
        rig.context().override("secretsmanager", AWS.endpoint());
        rig.references().add("lake", S3, READER);
        canaries.watch(READER);
    }

    @AfterAll
    static void close() {
        AWS.close();
    }

    @Test
    void handsOutTheStoredLoginAsItIsAtEachVend() {
        LiveSource source = rig.source(TypeRig.properties("USERNAME", "ann", "PASSWORD", "first"));
        assertThat(source.get()).isEqualTo(new Login("ann", Secret.of("first"), Optional.empty()));

        source.alter("PASSWORD", "second");

        assertThat(source.get()).isEqualTo(new Login("ann", Secret.of("second"), Optional.empty()));
    }

    @Test
    void opensAnEncryptedPasswordWithTheApplicationsDecryptor() {
        LiveSource source = rig.source(TypeRig.properties("USERNAME", "ann", "ENCRYPTED_PASSWORD", "ciphertext-of-it"));
        assertThat(failure(source).code()).isEqualTo(ConnectionError.NOT_CONFIGURED);

        rig.context().contents().decryptor(ciphertext -> Secret.of("opened " + ciphertext.reveal()));

        assertThat(source.get()).isEqualTo(new Login("ann", Secret.of("opened ciphertext-of-it"), Optional.empty()));
    }

    @Test
    void readsASecretByItsArnAndByItsNameWithTheCredentialsOfTheAwsConnection() {
        String password = canaries.watch("pw-of-the-ledger-1");
        String arn = secret(
                "ledger",
                "{\"engine\":\"mysql\",\"username\":\"ann\",\"password\":\"" + password
                        + "\",\"port\":3306,\"more\":{\"password\":\"another\"}}");
        Login expected = new Login("ann", Secret.of(password), Optional.empty());

        LiveSource byArn = rig.source(TypeRig.properties("SECRET_ID", arn, "SECRET_CONNECTION", "lake"));
        LiveSource byName = byName("ledger");

        assertThat(List.of(byArn, byName))
                .allSatisfy(source -> assertThat(source.get()).isInstanceOfSatisfying(Login.class, login -> {
                    assertThat(login.username()).isEqualTo(expected.username());
                    assertThat(login.password()).isEqualTo(expected.password());
                    assertThat(login.expiresAt().orElseThrow())
                            .isBetween(Instant.now(), Instant.now().plus(Duration.ofMinutes(5)));
                }));
        canaries.assertNotIn("a source", byArn, byName, byArn.get());
    }

    @Test
    void asksNobodyBeforeAVend() {
        int before = AWS.received().size();
        Requests requests = Requests.of(
                new LoginType(),
                TypeRig.properties("SECRET_ID", "ledger", "SECRET_CONNECTION", "lake", "SECRET_REGION", REGION),
                "unused");

        String plan = new LoginType()
                .vendor(rig.context())
                .plan(requests.vend(dev.mooring.connection.AccessScope.everything()))
                .toString();

        assertThat(plan).contains("secretsmanager:GetSecretValue", "ledger", REGION, "lake");
        assertThat(AWS.received()).hasSize(before);
    }

    @Test
    void tellsRefusalsApartAndWhatToDo() {
        secret("ledger", "{\"username\":\"ann\",\"password\":\"pw\"}");
        assertFailure(byName("lost"), ConnectionError.RESOURCE_NOT_FOUND, "name and region (eu-west-1)");
        assertFailure(byName("others"), ConnectionError.ACCESS_DENIED, "secretsmanager:GetSecretValue");
        AWS.secretsManager().fail(AwsFault.THROTTLED);
        assertFailure(byName("ledger"), ConnectionError.ISSUER_THROTTLED, "");
        AWS.secretsManager().fail(AwsFault.UNAVAILABLE);
        assertFailure(byName("ledger"), ConnectionError.ISSUER_FAILED, "");
        AWS.heal();
        rig.references().add("lake", S3, new AccessKey(READER.accessKeyId(), Secret.of("wrong-secret-of-key")));
        assertFailure(byName("ledger"), ConnectionError.CREDENTIAL_REJECTED, "test connection lake");
        rig.context().override("secretsmanager", URI.create("http://127.0.0.1:1"));
        assertFailure(byName("ledger"), ConnectionError.ENDPOINT_UNREACHABLE, "127.0.0.1");
        rig.context().override("secretsmanager", URI.create("http://db.example.com"));
        int before = AWS.received().size();
        assertThat(failure(byName("ledger")).getMessage()).contains("http://db.example.com");
        assertThat(AWS.received()).hasSize(before);
    }

    @Test
    void saysWhatASecretLacksWithoutShowingWhatItHolds() {
        String password = canaries.watch("pw-of-the-ledger-2");
        secret("ledger", "{\"user\":\"ann\",\"password\":\"" + password + "\"}");
        assertFailure(byName("ledger"), ConnectionError.INVALID_PROPERTIES, "username");
        secret("ledger", "{\"username\":\"ann\",\"password\":\"\",\"was\":\"" + password + "\"}");
        assertFailure(byName("ledger"), ConnectionError.INVALID_PROPERTIES, "password");
        secret("ledger", password);
        assertFailure(byName("ledger"), ConnectionError.INVALID_PROPERTIES, "JSON object");
        secret("ledger", "{\"username\":\"ann\",\"password\":\"" + password);
        assertFailure(byName("ledger"), ConnectionError.INVALID_PROPERTIES, "JSON object");
    }

    @Test
    void signsNothingWithAConnectionThatIsNotOfAws() {
        secret("ledger", "{\"username\":\"ann\",\"password\":\"pw\"}");
        int before = AWS.received().size();
        rig.references().add("lake", TypeId.of(ConnectionCategory.STORAGE, "OSS", Cloud.ALIYUN), READER);
        assertFailure(byName("ledger"), ConnectionError.INVALID_PROPERTIES, "SECRET_CONNECTION");
        rig.references().add("lake", S3, new Credential.Anonymous());
        assertFailure(byName("ledger"), ConnectionError.NOT_SUPPORTED, "SECRET_CONNECTION");
        assertThat(AWS.received()).hasSize(before);
    }

    private LiveSource byName(String name) {
        return rig.source(TypeRig.properties("SECRET_ID", name, "SECRET_CONNECTION", "lake", "SECRET_REGION", REGION));
    }

    private static String secret(String name, String text) {
        return AWS.secretsManager().putSecret(ACCOUNT, REGION, name, Secret.of(text));
    }

    private static ConnectionException failure(LiveSource source) {
        return catchThrowableOfType(ConnectionException.class, source::get);
    }

    private void assertFailure(LiveSource source, ConnectionError code, String remedy) {
        ConnectionException failure = failure(source);
        assertThat(failure).as("%s was expected", code).isNotNull();
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        assertThat(failure.remedy()).isNotBlank().contains(remedy);
        canaries.assertNotIn("the failure", failure);
    }
}
