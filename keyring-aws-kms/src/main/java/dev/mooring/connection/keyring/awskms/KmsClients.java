package dev.mooring.connection.keyring.awskms;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Credential;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.utils.StringInputStream;

/** Clients of KMS, each for one use: they own threads, and keyrings are opened rarely. */
final class KmsClients {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(15);
    /** A profile that happens to be around must not decide anything. */
    private static final ProfileFile NO_PROFILES = ProfileFile.builder()
            .content(new StringInputStream(""))
            .type(ProfileFile.Type.CONFIGURATION)
            .build();

    private KmsClients() {}

    static KmsClient open(String region, Supplier<Credential> identity, Optional<URI> endpoint) {
        var builder = KmsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials(identity.get())))
                .defaultsMode(DefaultsMode.STANDARD)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT)
                        .proxyConfiguration(ProxyConfiguration.builder()
                                .useEnvironmentVariablesValues(false)
                                .build()))
                .overrideConfiguration(settings -> settings.defaultProfileFile(NO_PROFILES)
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(WHOLE));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentials credentials(Credential identity) {
        if (identity instanceof Credential.Session session) {
            return AwsSessionCredentials.create(
                    session.accessKeyId(),
                    session.accessKeySecret().reveal(),
                    session.sessionToken().reveal());
        }
        if (identity instanceof Credential.AccessKey key) {
            return AwsBasicCredentials.create(
                    key.accessKeyId(), key.accessKeySecret().reveal());
        }
        throw new ConnectionException(
                ConnectionError.NOT_CONFIGURED,
                "the identity for KMS is a " + identity.getClass().getSimpleName()
                        + ", which can not sign requests to AWS",
                "give an access key or a session");
    }
}
