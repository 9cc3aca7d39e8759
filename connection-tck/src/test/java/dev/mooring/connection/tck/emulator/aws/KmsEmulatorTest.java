package dev.mooring.connection.tck.emulator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.credential.Credential.AccessKey;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KmsEmulatorTest {
    private static final String CONTEXT = "\"EncryptionContext\":{\"purpose\":\"test\"}";

    private final AwsEmulator emulator = AwsEmulator.start();
    private final AwsAccount account = emulator.account("123456789012");
    private final AccessKey owner = account.createUser("owner", IamPolicy.everything());
    private final String arn = emulator.kms().createKey(account, "eu-west-1");

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void whatItEncryptsOpensWithItsContextOnly() throws Exception {
        String blob = encrypted();

        assertThat(decrypt(blob, CONTEXT)).contains("\"Plaintext\":\"c2VjcmV0\"", arn);
        assertThat(decrypt(blob, "\"EncryptionContext\":{\"purpose\":\"other\"}"))
                .contains("InvalidCiphertextException");
        assertThat(decrypt(blob, "\"EncryptionContext\":{}")).contains("InvalidCiphertextException");
        assertThat(decrypt(blob.substring(0, 60), CONTEXT)).contains("InvalidCiphertextException");
        assertThat(decrypt("AAAA", CONTEXT)).contains("InvalidCiphertextException");
    }

    @Test
    void anotherKeyIsTheWrongOne() throws Exception {
        String other = emulator.kms().createKey(account, "eu-west-1");

        assertThat(decrypt(encrypted(), CONTEXT + ",\"KeyId\":\"" + other + "\""))
                .contains("IncorrectKeyException");
        assertThat(as(owner, "eu-central-1")
                        .kms("DescribeKey", "{\"KeyId\":\"" + arn + "\"}")
                        .body())
                .contains("NotFoundException");
    }

    @Test
    void aKeyWorksInItsStateOnly() throws Exception {
        String blob = encrypted();
        emulator.kms().disable(arn);
        assertThat(decrypt(blob, CONTEXT)).contains("DisabledException");
        emulator.kms().scheduleDeletion(arn);
        assertThat(decrypt(blob, CONTEXT)).contains("KMSInvalidStateException");
        assertThat(as(owner, "eu-west-1")
                        .kms("DescribeKey", "{\"KeyId\":\"" + arn + "\"}")
                        .body())
                .contains("PendingDeletion", "DeletionDate");
        emulator.kms().enable(arn);
        assertThat(decrypt(blob, CONTEXT)).contains("c2VjcmV0");
        emulator.kms().delete(arn);
        assertThat(decrypt(blob, CONTEXT)).contains("NotFoundException");
    }

    @Test
    void enforcesPolicies() throws Exception {
        AccessKey reader = account.createUser("reader", IamPolicy.allow(List.of("kms:Decrypt"), List.of(arn)));
        String blob = encrypted();

        assertThat(as(reader, "eu-west-1")
                        .kms("Decrypt", "{\"CiphertextBlob\":\"" + blob + "\"," + CONTEXT + "}")
                        .body())
                .contains("c2VjcmV0");
        assertThat(as(reader, "eu-west-1")
                        .kms("DescribeKey", "{\"KeyId\":\"" + arn + "\"}")
                        .body())
                .contains("AccessDeniedException");
        assertThat(as(reader, "eu-west-1").kms("ListKeys", "{}").body()).contains("UnknownOperationException");
    }

    private String encrypted() throws Exception {
        String body = as(owner, "eu-west-1")
                .kms("Encrypt", "{\"KeyId\":\"" + arn + "\",\"Plaintext\":\"c2VjcmV0\"," + CONTEXT + "}")
                .body();
        return body.replaceFirst(".*\"CiphertextBlob\":\"([^\"]*)\".*", "$1");
    }

    private String decrypt(String blob, String more) throws Exception {
        return as(owner, "eu-west-1")
                .kms("Decrypt", "{\"CiphertextBlob\":\"" + blob + "\"," + more + "}")
                .body();
    }

    private TestClient as(AccessKey key, String region) {
        return new TestClient(emulator.endpoint(), key, region);
    }
}
