package dev.mooring.connection.aws;

import dev.mooring.connection.support.cloud.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The KMS rights that go with rights on encrypted objects: only through S3, and with any key only for the granted
 * objects.
 *
 * @param key the ARN of the key, or {@code *} for every key
 * @param via the S3 service name that KMS sees
 */
record KmsGrant(String key, String via) {
    private static final String ANY_WORD = "any";
    private static final String ANY = "*";
    private static final String DECRYPT = "kms:Decrypt";
    private static final List<String> WRITE_WITH_ANY = List.of(DECRYPT, "kms:GenerateDataKey*");
    private static final List<String> WRITE_WITH_ONE = List.of(
            "kms:DescribeKey", DECRYPT, "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext");

    static KmsGrant of(String key, AwsPartition partition, String region) {
        return new KmsGrant(
                key.equalsIgnoreCase(ANY_WORD) ? ANY : key, String.join(".", "s3", region, partition.dnsSuffix()));
    }

    /** The statements for objects that may be read and for those that may be written; empty lists for none. */
    List<Statement> statements(List<String> readable, List<String> writable) {
        if (!key.equals(ANY)) {
            return readable.isEmpty() && writable.isEmpty()
                    ? List.of()
                    : List.of(through(writable.isEmpty() ? List.of(DECRYPT) : WRITE_WITH_ONE, List.of()));
        }
        List<Statement> statements = new ArrayList<>();
        if (!writable.isEmpty()) {
            statements.add(through(WRITE_WITH_ANY, writable));
        }
        if (!readable.isEmpty() && !writable.containsAll(readable)) {
            statements.add(through(List.of(DECRYPT), readable));
        }
        return statements;
    }

    /** The statement of a role's own permission policy, which session policies narrow. */
    Statement permission() {
        return through(key.equals(ANY) ? WRITE_WITH_ANY : WRITE_WITH_ONE, List.of());
    }

    private Statement through(List<String> actions, List<String> context) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("kms:ViaService", List.of(via));
        if (!context.isEmpty()) {
            keys.put("kms:EncryptionContext:aws:s3:arn", context);
        }
        return Statement.allow(actions, List.of(key)).when("StringLike", keys);
    }
}
