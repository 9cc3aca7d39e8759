package dev.mooring.connection.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.Cloud;
import dev.mooring.connection.Connection;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Bearer;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.CanarySecrets;
import dev.mooring.connection.tck.MutableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tokens of AWS_MSK_IAM, verified by arithmetic of the test's own. */
class MskTokenVendorTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");
    private static final AccessKey KEY = new AccessKey("AKIAEXAMPLE000000001", Secret.of("secret/of+the=key"));
    private static final Session SESSION = new Session(
            "ASIAEXAMPLE000000002", Secret.of("session-secret"), Secret.of("tok/en+1=="), NOW.plusSeconds(3600));

    private final MutableClock clock = MutableClock.at(NOW);
    private final MskTokenVendor vendor = new MskTokenVendor(clock);

    @Test
    void theVerifierAgreesWithTheExampleThatAwsPublishes() {
        URI example = URI.create("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");

        PresignedRequest request = PresignedRequest.of(example);

        assertThat(request.signature("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "UNSIGNED-PAYLOAD"))
                .isEqualTo(request.parameter("X-Amz-Signature"));
    }

    @Test
    void signsWithAKeyForTheRegionOfTheCluster() {
        PresignedRequest request = request(vendor.sign(KEY, "eu-west-1"));

        assertThat(request.uri().getScheme()).isEqualTo("https");
        assertThat(request.uri().getHost()).isEqualTo("kafka.eu-west-1.amazonaws.com");
        assertThat(request.uri().getPath()).isEqualTo("/");
        assertThat(request.parameter("Action")).isEqualTo("kafka-cluster:Connect");
        assertThat(request.parameter("X-Amz-Credential"))
                .isEqualTo("AKIAEXAMPLE000000001/20260301/eu-west-1/kafka-cluster/aws4_request");
        assertThat(request.parameter("X-Amz-Date")).isEqualTo("20260301T102030Z");
        assertThat(request.parameter("X-Amz-Expires")).isEqualTo("900");
        assertThat(request.parameter("User-Agent")).isNotBlank();
        assertThat(request.parameters()).doesNotContainKey("X-Amz-Security-Token");
        assertSigned(request, KEY.accessKeySecret());
    }

    @Test
    void signsTheSessionTokenToo() {
        PresignedRequest request = request(vendor.sign(SESSION, "us-east-1"));

        assertThat(request.parameter("X-Amz-Security-Token")).isEqualTo("tok/en+1==");
        assertThat(request.parameter("X-Amz-Credential")).startsWith("ASIAEXAMPLE000000002/");
        assertSigned(request, SESSION.accessKeySecret());
    }

    @Test
    void namesTheHostsOfChina() {
        assertThat(request(vendor.sign(KEY, "cn-north-1")).uri().getHost())
                .isEqualTo("kafka.cn-north-1.amazonaws.com.cn");
    }

    @Test
    void endsWithTheSessionOrAfterAQuarterOfAnHour() {
        assertThat(vendor.sign(SESSION, "eu-west-1").expiresAt()).contains(NOW.plusSeconds(900));

        clock.advance(Duration.ofMinutes(50));

        assertThat(vendor.sign(SESSION, "eu-west-1").expiresAt()).contains(SESSION.expiry());
    }

    @Test
    void refusesACredentialThatSignsNothing() {
        assertThatThrownBy(() -> vendor.sign(new Credential.Anonymous(), "eu-west-1"))
                .isInstanceOfSatisfying(
                        ConnectionException.class, e -> assertThat(e.code()).isEqualTo(ConnectionError.NOT_SUPPORTED));
    }

    @Test
    void usesTheNamedConnectionAndNeverTheIdentityOfTheProcess() {
        Map<String, String> ambient = Map.of(
                "aws.accessKeyId",
                "AKIAAMBIENTIDENTITY0",
                "aws.secretAccessKey",
                "ambient-secret",
                "aws.sessionToken",
                "ambient-token",
                "aws.region",
                "ap-south-1");
        ambient.forEach(System::setProperty);
        try {
            LiveSource source = msk("AWS_CONNECTION", "lake", "AWS_REGION", "eu-west-1");
            assertThatThrownBy(source::get)
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.code()).isEqualTo(ConnectionError.CONNECTION_NOT_FOUND));

            source.references.add(named(source, Cloud.AWS), SESSION);

            PresignedRequest request = request((Bearer) source.get());
            assertThat(request.parameter("X-Amz-Credential")).startsWith("ASIAEXAMPLE000000002/");
            assertThat(request.uri().toString()).doesNotContain("AMBIENT").doesNotContain("ap-south-1");
            CanarySecrets canaries = new CanarySecrets();
            ambient.values().forEach(canaries::watch);
            canaries.assertNotIn("the token", request.uri().toString());
        } finally {
            ambient.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void readsTheRegionFromTheNamesOfTheServers() {
        assertThat(settings("b-1.demo.abc.c2.kafka.us-west-2.amazonaws.com:9098")
                        .awsRegion())
                .contains("us-west-2");
        assertThat(settings("boot-x.c3.kafka-serverless.cn-north-1.amazonaws.com.cn:9098")
                        .awsRegion())
                .contains("cn-north-1");
        assertThat(settings("broker.example.com:9098").awsRegion()).isEmpty();
    }

    @Test
    void keysOfAnotherCloudDoNotSign() {
        LiveSource source = msk("AWS_CONNECTION", "lake", "AWS_REGION", "eu-west-1");
        source.references.add(named(source, Cloud.ALIYUN), SESSION);

        assertThatThrownBy(source::get)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        e -> assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES));
    }

    private static Connection named(LiveSource source, Cloud cloud) {
        Connection any = source.connection();
        return new Connection(
                new Connection.Identity(
                        "c-2", "tck", "lake", TypeId.of(ConnectionCategory.STORAGE, "S3", cloud), Optional.empty()),
                any.properties(),
                any.secrets(),
                any.status(),
                any.audit(),
                any.notes());
    }

    private static LiveSource msk(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "BOOTSTRAP_SERVERS",
                "127.0.0.1:9098",
                "SECURITY_PROTOCOL",
                "SASL_SSL",
                "SASL_MECHANISM",
                "AWS_MSK_IAM"));
        all.addAll(List.of(more));
        return LiveSource.of(all.toArray(new String[0]));
    }

    private static KafkaSettings settings(String server) {
        return KafkaSettings.of(new KafkaConnectionType()
                .schema()
                .bind(LiveSource.raw("BOOTSTRAP_SERVERS", server))
                .values());
    }

    private static void assertSigned(PresignedRequest request, Secret secret) {
        assertThat(request.parameter("X-Amz-SignedHeaders")).isEqualTo("host");
        assertThat(request.signature(secret.reveal(), PresignedRequest.EMPTY_PAYLOAD))
                .isEqualTo(request.parameter("X-Amz-Signature"));
    }

    private static PresignedRequest request(Bearer token) {
        String text = token.token().reveal();
        assertThat(text).matches("[A-Za-z0-9_-]+");
        return PresignedRequest.of(
                URI.create(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII)));
    }
}
