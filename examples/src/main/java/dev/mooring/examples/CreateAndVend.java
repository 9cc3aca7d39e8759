package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.Connections;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import software.amazon.awssdk.services.s3.S3Client;

/** The Java way: a connection is created, and an engine holds a source instead of a credential. */
public final class CreateAndVend {
    private CreateAndVend() {}

    public static void main(String... arguments) throws Exception {
        try (LocalS3 s3 = LocalS3.start();
                ConnectionLayer layer =
                        ConnectionLayer.inMemory().provider(new AwsProvider()).open()) {
            Connections connections = layer.workspace("sales", "qiliang");
            Connection orders = connections.create(ConnectionDraft.of(ConnectionCategory.STORAGE, "orders", "S3")
                    .property("ENDPOINT", s3.endpoint())
                    .property("REGION", "eu-west-1")
                    .property("ACCESS_KEY", LocalS3.ACCESS_KEY)
                    .property("SECRET_KEY", LocalS3.SECRET_KEY)
                    .build());
            System.out.println("created " + orders.name() + " " + orders.properties());

            CredentialSource source = connections.source("orders", AccessScope.everything());
            System.out.println("vended " + source.get());
            try (S3Client client = s3.client(source)) {
                client.createBucket(bucket -> bucket.bucket("orders"));
                System.out.println("buckets: " + client.listBuckets().buckets().size());
            }
        }
    }
}
