package dev.mooring.benchmarks.harness;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Cloud;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A process that opens a store and vends one credential of a role. */
final class ColdMooring {
    private static final String WORKSPACE = "sales";
    private static final String USER = "me";
    private static final String NAME = "orders";

    private ColdMooring() {}

    public static void main(String... arguments) throws IOException {
        try (ConnectionLayer layer = open(Path.of(arguments[1]), URI.create(arguments[0]))) {
            PeakMemory.requireSession(layer.workspace(WORKSPACE, USER)
                    .vend(NAME, AccessScope.read("s3://orders/2026/"))
                    .expiresAt());
        }
        PeakMemory.print();
    }

    /** Creates the connection that the processes find. */
    static void create(Path directory, URI endpoint) {
        try (ConnectionLayer layer = open(directory, endpoint)) {
            layer.sql(WORKSPACE, USER)
                    .execute("CREATE STORAGE CONNECTION " + NAME
                            + " TYPE S3 REGION = 'us-east-1' ROLE_ARN = 'arn:aws:iam::928925945197:role/lake'");
        }
    }

    private static ConnectionLayer open(Path directory, URI endpoint) {
        return ConnectionLayer.in(directory)
                .provider(new AwsProvider())
                .serviceIdentity(Cloud.AWS, () -> new AccessKey("AKIA", Secret.of("secret")))
                .endpointOverride("sts", endpoint)
                .open();
    }
}
