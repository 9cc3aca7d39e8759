package dev.mooring.benchmarks.harness;

import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** A process that assumes a role with the SDK alone. */
final class ColdAws {
    private ColdAws() {}

    public static void main(String... arguments) throws IOException {
        try (StsClient sts = StsClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .endpointOverride(URI.create(arguments[0]))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", "secret")))
                        .build();
                StsAssumeRoleCredentialsProvider provider = StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(sts)
                        .refreshRequest(request -> request.roleArn("arn:aws:iam::928925945197:role/lake")
                                .roleSessionName("me"))
                        .build()) {
            PeakMemory.requireSession(provider.resolveCredentials().expirationTime());
        }
        PeakMemory.print();
    }
}
