package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.aws.bridge.MooringCredentialsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;

/** The example of the README, compiled with everything else. */
final class ReadmeExample {
    private ReadmeExample() {}

    static void vend(Path directory) {
        // readme
        try (ConnectionLayer layer =
                ConnectionLayer.in(directory).provider(new AwsProvider()).open()) {
            layer.sql("sales", "qiliang")
                    .execute("CREATE STORAGE CONNECTION IF NOT EXISTS orders TYPE S3 REGION = 'eu-west-1'"
                            + " ROLE_ARN = 'arn:aws:iam::444455556666:role/lake'");
            AccessScope scope = AccessScope.read("s3://orders/2026/");
            CredentialSource source = layer.workspace("sales", "qiliang").source("orders", scope);
            S3Client client = S3Client.builder()
                    .credentialsProvider(MooringCredentialsProvider.of(source))
                    .build();
            client.listObjectsV2(list -> list.bucket("orders").prefix("2026/"));
        }
        // readme
    }
}
