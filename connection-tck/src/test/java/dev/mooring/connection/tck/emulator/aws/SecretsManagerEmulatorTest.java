package dev.mooring.connection.tck.emulator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretsManagerEmulatorTest {
    private final AwsEmulator emulator = AwsEmulator.start();
    private final AwsAccount account = emulator.account("123456789012");
    private final String arn =
            emulator.secretsManager().putSecret(account, "eu-west-1", "db/login", Secret.of("{\"username\":\"u\"}"));
    private final AccessKey reader =
            account.createUser("reader", IamPolicy.allow(List.of("secretsmanager:GetSecretValue"), List.of(arn)));
    private final AccessKey stranger = account.createUser("stranger", IamPolicy.allow(List.of("s3:*"), List.of("*")));

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void readsASecretByNameAndByArn() throws Exception {
        assertThat(as(reader, "eu-west-1").secret("db/login").body()).contains("{\\\"username\\\":\\\"u\\\"}");
        assertThat(as(reader, "eu-west-1").secret(arn).statusCode()).isEqualTo(200);
        emulator.secretsManager().removeSecret(arn);
        assertThat(as(reader, "eu-west-1").secret(arn).body()).contains("ResourceNotFoundException");
    }

    @Test
    void enforcesPoliciesRegionsAndSignatures() throws Exception {
        AccessKey wrong = new AccessKey(reader.accessKeyId(), Secret.of("x"));
        AccessKey unknown = new AccessKey("AKIANOBODY", Secret.of("x"));

        assertThat(as(stranger, "eu-west-1").secret(arn).body()).contains("AccessDeniedException");
        assertThat(as(reader, "us-east-1").secret(arn).body()).contains("ResourceNotFoundException");
        assertThat(as(wrong, "eu-west-1").secret(arn).body()).contains("InvalidSignatureException");
        assertThat(as(unknown, "eu-west-1").secret(arn).body()).contains("UnrecognizedClientException");
        emulator.secretsManager().fail(AwsFault.THROTTLED);
        assertThat(as(reader, "eu-west-1").secret(arn).body()).contains("ThrottlingException");
        emulator.heal();
        assertThat(as(reader, "eu-west-1").secret(arn).statusCode()).isEqualTo(200);
        assertThat(emulator.received("GetSecretValue")).hasSize(6);
    }

    private TestClient as(AccessKey key, String region) {
        return new TestClient(emulator.endpoint(), key, region);
    }
}
