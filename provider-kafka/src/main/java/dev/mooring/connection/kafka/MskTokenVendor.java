package dev.mooring.connection.kafka;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.support.secrets.AwsIdentity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Makes the tokens of AWS_MSK_IAM: a presigned request to connect, which brokers of MSK check. It signs with the credential
 * it is given and knows of no other.
 */
final class MskTokenVendor {
    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final String SERVICE = "kafka-cluster";
    private static final String ACTION = "kafka-cluster:Connect";
    private static final String USER_AGENT = "mooring-kafka";

    private final Clock clock;

    MskTokenVendor(Clock clock) {
        this.clock = clock;
    }

    /** A token that ends with the credential that signed it, if that ends first. */
    Bearer sign(Credential credential, String region) {
        URI signed = presigned(AwsIdentity.of(credential, KafkaProperties.AWS_CONNECTION.name()), region);
        // brokers read who calls from the request, but do not have it signed
        String request = signed + "&User-Agent=" + USER_AGENT;
        String token =
                Base64.getUrlEncoder().withoutPadding().encodeToString(request.getBytes(StandardCharsets.US_ASCII));
        Instant end = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(LIFETIME);
        Instant expiry =
                credential.expiresAt().filter(first -> first.isBefore(end)).orElse(end);
        return new Bearer(Secret.of(token), Optional.of(expiry));
    }

    private URI presigned(AwsCredentialsIdentity identity, String region) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create("https://kafka." + region + "." + suffix(region) + "/"))
                .putRawQueryParameter("Action", ACTION)
                .build();
        return AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(identity)
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, LIFETIME)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .getUri();
    }

    private static String suffix(String region) {
        return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    }
}
