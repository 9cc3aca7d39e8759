package dev.mooring.connection.tck.emulator.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.connection.credential.Credential.AccessKey;
import dev.mooring.connection.credential.Credential.Session;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.tck.MutableClock;
import dev.mooring.connection.tck.emulator.EmulatedRequest;
import dev.mooring.connection.tck.emulator.EmulatedRequest.Header;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Reason;
import dev.mooring.connection.tck.emulator.aws.SigV4Verifier.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SigV4VerifierTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRY = NOW.plus(Duration.ofMinutes(4));
    private static final String EMPTY = TestSigner.sha256("");
    private static final Session SESSION = new Session("ASIASESSION", Secret.of("secret"), Secret.of("token"), EXPIRY);
    private static final AccessKey KEY = new AccessKey("AKIAKEY", Secret.of("secret"));

    private final MutableClock clock = MutableClock.at(NOW);
    private final SigV4Verifier verifier = new SigV4Verifier(clock, SigV4VerifierTest::key);

    private static Optional<SigningKey> key(String id) {
        return switch (id) {
            case "AKIDEXAMPLE" -> longLived(id, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
            case "AKIATEST" -> longLived(id, "testsecret");
            case "AKIAKEY" -> longLived(id, "secret");
            case "ASIASESSION" ->
                Optional.of(
                        new SigningKey(id, Secret.of("secret"), Optional.of(Secret.of("token")), Optional.of(EXPIRY)));
            default -> Optional.empty();
        };
    }

    private static Optional<SigningKey> longLived(String id, String secret) {
        return Optional.of(new SigningKey(id, Secret.of(secret), Optional.empty(), Optional.empty()));
    }

    @Test
    void acceptsThePublishedVector() {
        SigV4Verifier then =
                new SigV4Verifier(MutableClock.at(Instant.parse("2015-08-30T12:36:00Z")), SigV4VerifierTest::key);
        EmulatedRequest request = vector(
                "GET /?Action=ListUsers&Version=2010-05-08",
                "iam.amazonaws.com 20150830T123600Z",
                "AKIDEXAMPLE/20150830/us-east-1/iam",
                "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
                "");
        assertThat(then.verify(request).service()).isEqualTo("iam");
    }

    @Test
    void acceptsTheVectorOfSts() {
        EmulatedRequest request = vector(
                "POST /",
                "sts.us-east-1.amazonaws.com 20260101T000000Z",
                "AKIATEST/20260101/us-east-1/sts",
                "d6ad2d4310e50f927f68250166dadf9ebdddf121203e7ad214b567b5f665cf6b",
                "Action=GetCallerIdentity&Version=2011-06-15");
        assertThat(verifier.verify(request).region()).isEqualTo("us-east-1");
    }

    private static EmulatedRequest vector(
            String line, String hostAndTime, String credential, String signature, String body) {
        String[] request = line.split(" ");
        String[] headers = hostAndTime.split(" ");
        return EmulatedRequest.of(
                request[0],
                request[1],
                List.of(
                        new Header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                        new Header("Host", headers[0]),
                        new Header("X-Amz-Date", headers[1]),
                        new Header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=" + credential
                                        + "/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature="
                                        + signature)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void encodesPathsOnceForStorageAndTwiceElsewhere() {
        TestSigner storage = new TestSigner(KEY, "r", "s3");
        TestSigner functions = new TestSigner(KEY, "r", "lambda");
        accepts(request("GET", "/b/a%20b%2Ac", storage.sign("GET", "h", "/b/a%20b%2Ac", "", EMPTY, NOW), ""));
        accepts(request("GET", "/b/a%20b*c", storage.sign("GET", "h", "/b/a%20b%2Ac", "", EMPTY, NOW), ""));
        accepts(request("GET", "/f/arn%3Aaws", functions.sign("GET", "h", "/f/arn%253Aaws", "", EMPTY, NOW), ""));
    }

    @Test
    void sortsAndEncodesTheQuery() {
        Map<String, String> headers =
                new TestSigner(KEY, "r", "s3").sign("GET", "h", "/b", "list-type=2&prefix=a%2Fb%20c", EMPTY, NOW);
        accepts(request("GET", "/b?prefix=a/b%20c&list-type=2", headers, ""));
    }

    @Test
    void refusesAnythingAltered() {
        Map<String, String> headers = new TestSigner(KEY, "r", "sts").sign("POST", "h", "/", "", EMPTY, NOW);
        refuses(Reason.WRONG_SIGNATURE, request("PUT", "/", headers, ""));
        refuses(Reason.WRONG_SIGNATURE, request("POST", "/other", headers, ""));
        refuses(Reason.WRONG_SIGNATURE, request("POST", "/?a=b", headers, ""));
        refuses(Reason.WRONG_PAYLOAD, request("POST", "/", headers, "body"));
        AccessKey wrong = new AccessKey("AKIAKEY", Secret.of("other"));
        refuses(
                Reason.WRONG_SIGNATURE,
                request("POST", "/", new TestSigner(wrong, "r", "sts").sign("POST", "h", "/", "", EMPTY, NOW), ""));
    }

    @Test
    void refusesUnknownAndMissingKeys() {
        AccessKey unknown = new AccessKey("AKIANOBODY", Secret.of("secret"));
        refuses(
                Reason.UNKNOWN_KEY,
                request("POST", "/", new TestSigner(unknown, "r", "sts").sign("POST", "h", "/", "", EMPTY, NOW), ""));
        refuses(Reason.UNSIGNED, request("POST", "/", Map.of("host", "h"), ""));
        refuses(Reason.MALFORMED, request("POST", "/", Map.of("host", "h", "authorization", "Basic abc"), ""));
    }

    @Test
    void wantsTheSessionTokenSigned() {
        Map<String, String> headers = new TestSigner(SESSION, "r", "s3").sign("GET", "h", "/b", "", EMPTY, NOW);
        accepts(request("GET", "/b", headers, ""));
        AccessKey bare = new AccessKey("ASIASESSION", Secret.of("secret"));
        Map<String, String> without = new TestSigner(bare, "r", "s3").sign("GET", "h", "/b", "", EMPTY, NOW);
        refuses(Reason.WRONG_TOKEN, request("GET", "/b", without, ""));
        without.put("x-amz-security-token", "token");
        refuses(Reason.MALFORMED, request("GET", "/b", without, ""));
    }

    @Test
    void refusesExpiredSessions() {
        clock.advance(Duration.ofMinutes(4));
        Map<String, String> headers =
                new TestSigner(SESSION, "r", "sts").sign("POST", "h", "/", "", EMPTY, clock.instant());
        refuses(Reason.EXPIRED, request("POST", "/", headers, ""));
    }

    @Test
    void toleratesFiveMinutesAndFifteenForStorage() {
        Map<String, String> sts = new TestSigner(KEY, "r", "sts").sign("POST", "h", "/", "", EMPTY, NOW);
        Map<String, String> s3 = new TestSigner(KEY, "r", "s3").sign("GET", "h", "/", "", EMPTY, NOW);
        clock.advance(Duration.ofMinutes(5));
        accepts(request("POST", "/", sts, ""));
        clock.advance(Duration.ofSeconds(1));
        refuses(Reason.SKEWED, request("POST", "/", sts, ""));
        clock.advance(Duration.ofMinutes(9));
        accepts(request("GET", "/", s3, ""));
        clock.advance(Duration.ofMinutes(1));
        refuses(Reason.SKEWED, request("GET", "/", s3, ""));
        clock.advance(Duration.ofHours(-1));
        refuses(Reason.SKEWED, request("GET", "/", s3, ""));
    }

    @Test
    void decodesUnsignedChunksAndChecksTheirSum() {
        String hash = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
        Map<String, String> headers = new TestSigner(KEY, "r", "s3").sign("PUT", "h", "/b/k", "", hash, NOW);
        String right = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
        byte[] payload = verifier.verify(request("PUT", "/b/k", headers, right)).payload();
        assertThat(new String(payload, StandardCharsets.UTF_8)).isEqualTo("hello");
        refuses(Reason.WRONG_PAYLOAD, request("PUT", "/b/k", headers, right.replace("hello", "hallo")));
        refuses(Reason.WRONG_PAYLOAD, request("PUT", "/b/k", headers, "5\r\nhell"));
    }

    @Test
    void verifiesEachSignedChunk() {
        String hash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
        TestSigner signer = new TestSigner(KEY, "r", "s3");
        Map<String, String> headers = signer.sign("PUT", "h", "/b/k", "", hash, NOW);
        String seed = headers.get("authorization").replaceFirst(".*Signature=", "");
        String first = chunk(signer, seed, "hello");
        String last = chunk(signer, first, "");
        String body = "5;chunk-signature=" + first + "\r\nhello\r\n0;chunk-signature=" + last + "\r\n\r\n";
        byte[] payload = verifier.verify(request("PUT", "/b/k", headers, body)).payload();
        assertThat(new String(payload, StandardCharsets.UTF_8)).isEqualTo("hello");
        refuses(Reason.WRONG_SIGNATURE, request("PUT", "/b/k", headers, body.replace("hello", "hallo")));
    }

    private static String chunk(TestSigner signer, String previous, String content) {
        String rest = previous + "\n" + EMPTY + "\n" + TestSigner.sha256(content);
        return signer.sign("AWS4-HMAC-SHA256-PAYLOAD", "20260101T000000Z", rest);
    }

    private void accepts(EmulatedRequest request) {
        assertThatCode(() -> verifier.verify(request)).doesNotThrowAnyException();
    }

    private void refuses(Reason reason, EmulatedRequest request) {
        assertThatThrownBy(() -> verifier.verify(request))
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static EmulatedRequest request(String method, String target, Map<String, String> headers, String body) {
        List<Header> list = new ArrayList<>();
        headers.forEach((name, value) -> list.add(new Header(name, value)));
        return EmulatedRequest.of(method, target, list, body.getBytes(StandardCharsets.UTF_8));
    }
}
