package dev.mooring.examples;

import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.aws.bridge.MooringCredentialsProvider;
import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server in this process, on 127.0.0.1, that keeps objects in memory and verifies every request's signature. */
final class LocalS3 implements AutoCloseable {
    static final String ACCESS_KEY = "AKIALOCALEXAMPLE0001";
    static final String SECRET_KEY = "local-secret-that-only-this-process-knows";

    private final S3Proxy server;

    private LocalS3(S3Proxy server) {
        this.server = server;
    }

    static LocalS3 start() throws Exception {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        server.start();
        return new LocalS3(server);
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** An ordinary client of the AWS SDK, which asks the source at every request. */
    S3Client client(CredentialSource source) {
        return S3Client.builder()
                .endpointOverride(URI.create(endpoint()))
                .region(Region.EU_WEST_1)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(MooringCredentialsProvider.of(source))
                .build();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
