package dev.mooring.connection.aws.layer;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server in this process, which verifies signatures. */
final class S3Server implements AutoCloseable {
    static final String KEY_ID = "AKIATESTSERVERKEY001";
    static final String SECRET = "the-secret-of-the-test-server-0123456789";

    private final S3Proxy server;

    private S3Server(S3Proxy server) {
        this.server = server;
    }

    static S3Server start() throws Exception {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY_ID, SECRET)
                .build();
        server.start();
        return new S3Server(server);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    void createBucket(String name) {
        try (S3Client client = S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.EU_WEST_1)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, SECRET)))
                .build()) {
            client.createBucket(bucket -> bucket.bucket(name));
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
