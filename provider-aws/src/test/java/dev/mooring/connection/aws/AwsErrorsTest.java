package dev.mooring.connection.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.aws.Attempt.Denial;
import dev.mooring.connection.aws.Attempt.Signer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;

class AwsErrorsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/lake";
    private static final Attempt ATTEMPT = new Attempt(
            "sts:AssumeRole",
            ROLE,
            URI.create("https://sts.eu-west-1.amazonaws.com"),
            Signer.SERVICE_IDENTITY,
            new Denial(ConnectionError.ROLE_NOT_ASSUMABLE, "let it trust us"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AccessDenied                  | 403 | not authorized           | ROLE_NOT_ASSUMABLE    | let it trust us
            AccessDeniedException         | 403 | not authorized           | ROLE_NOT_ASSUMABLE    | let it trust us
            MalformedPolicyDocument       | 400 | Syntax errors in policy  | SCOPE_NOT_ENFORCEABLE | session policy
            PackedPolicyTooLarge          | 400 | Packed size 142 %        | SCOPE_TOO_LARGE       | fewer
            ValidationError               | 400 | exceeds MaxSession       | INVALID_PROPERTIES    | SESSION_DURATION
            InvalidArgument               | 400 | no                       | INVALID_PROPERTIES    | SESSION_DURATION
            RegionDisabledException       | 403 | STS is not activated     | WRONG_REGION          | activate the region
            InvalidClientTokenId          | 403 | token is invalid         | CREDENTIAL_REJECTED   | service identity
            UnrecognizedClientException   | 403 | token is invalid         | CREDENTIAL_REJECTED   | service identity
            InvalidAccessKeyId            | 403 | does not exist           | CREDENTIAL_REJECTED   | service identity
            SignatureDoesNotMatch         | 403 | check your secret        | CREDENTIAL_REJECTED   | service identity
            SignatureDoesNotMatch         | 403 | Signature expired: 2026  | CLOCK_SKEW            | clock
            SignatureDoesNotMatch         | 403 | Signature not yet current | CLOCK_SKEW           | clock
            InvalidSignatureException     | 403 | Signature expired: 2026  | CLOCK_SKEW            | clock
            RequestTimeTooSkewed          | 403 | too large                | CLOCK_SKEW            | clock
            ExpiredToken                  | 400 | has expired              | CREDENTIAL_REJECTED   | expired: renew
            ExpiredTokenException         | 403 | has expired              | CREDENTIAL_REJECTED   | expired: renew
            InvalidToken                  | 400 | malformed                | CREDENTIAL_REJECTED   | service identity
            OptInRequired                 | 403 | subscribe                | CREDENTIAL_REJECTED   | service identity
            Throttling                    | 400 | Rate exceeded            | ISSUER_THROTTLED      | try again
            TooManyRequestsException      | 429 | Rate exceeded            | ISSUER_THROTTLED      | try again
            SlowDown                      | 503 | reduce your rate         | ISSUER_THROTTLED      | try again
            ServiceUnavailable            | 503 | down                     | ISSUER_FAILED         | try again
            InternalFailure               | 500 | oops                     | ISSUER_FAILED         | try again
            ServiceException              | 500 | oops                     | ISSUER_FAILED         | try again
            NoSuchBucket                  | 404 | no bucket                | RESOURCE_NOT_FOUND    | REGION
            NoSuchEntity                  | 404 | no role                  | RESOURCE_NOT_FOUND    | REGION
            ResourceNotFoundException     | 404 | no function              | RESOURCE_NOT_FOUND    | REGION
            InvalidBucketName             | 400 | not valid                | INVALID_SCOPE         | resources
            AuthorizationHeaderMalformed  | 400 | the region 'a' is wrong; expecting 'eu-west-3' | WRONG_REGION | eu-west-3
            KMS.DisabledException         | 400 | disabled                 | ROLE_NOT_ASSUMABLE    | KMS key
            RequestTimeout                | 400 | idle                     | TIMED_OUT             | time limit
            NotImplemented                | 501 | what                     | PROTOCOL_MISMATCH     | offers sts:AssumeRole
            MethodNotAllowed              | 405 | what                     | PROTOCOL_MISMATCH     | offers sts:AssumeRole
            """)
    void givesEveryAnswerACodeAndARemedy(String code, int status, String message, String expected, String remedy) {
        ConnectionException failure = AwsErrors.translate(answer(status, code, message, Map.of()), ATTEMPT);
        assertThat(failure.code().name()).isEqualTo(expected);
        assertThat(failure.remedy()).contains(remedy);
        assertThat(failure.requestId()).contains("req-1");
        assertThat(failure)
                .hasCauseInstanceOf(AwsServiceException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(message)
                .hasMessageContaining("sts.eu-west-1.amazonaws.com");
    }

    @ParameterizedTest
    @CsvSource({
        "401, CREDENTIAL_REJECTED", "403, ROLE_NOT_ASSUMABLE", "404, RESOURCE_NOT_FOUND", "429, ISSUER_THROTTLED",
        "500, ISSUER_FAILED", "503, ISSUER_FAILED", "400, PROTOCOL_MISMATCH", "418, PROTOCOL_MISMATCH"
    })
    void judgesAnAnswerWithoutACodeByItsStatus(int status, String expected) {
        AwsServiceException bare =
                AwsServiceException.builder().statusCode(status).build();
        assertThat(AwsErrors.translate(bare, ATTEMPT).code().name()).isEqualTo(expected);
    }

    @Test
    void readsTheCodeOfAStoreThatWrapsErrorsInAnotherWay() {
        AwsServiceException answer = AwsServiceException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .rawResponse(SdkBytes.fromString(
                                "<Error><Code>MalformedPolicyDocument</Code></Error>", StandardCharsets.UTF_8))
                        .build())
                .build();
        assertThat(AwsErrors.translate(answer, ATTEMPT).code()).isEqualTo(ConnectionError.SCOPE_NOT_ENFORCEABLE);
    }

    @Test
    void namesTheRegionThatTheHeaderSays() {
        ConnectionException failure = AwsErrors.translate(
                answer(301, "PermanentRedirect", "moved", Map.of("x-amz-bucket-region", "eu-west-3")), ATTEMPT);
        assertThat(failure.code()).isEqualTo(ConnectionError.WRONG_REGION);
        assertThat(failure.remedy()).contains("set REGION to eu-west-3");
    }

    @Test
    void keepsHowLongTheServiceAsksToWait() {
        ConnectionException failure =
                AwsErrors.translate(answer(429, "Throttling", "slow", Map.of("Retry-After", "7")), ATTEMPT);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void ignoresAWaitThatIsNoNumber() {
        ConnectionException failure =
                AwsErrors.translate(answer(429, "Throttling", "slow", Map.of("Retry-After", "soon")), ATTEMPT);
        assertThat(failure.retryAfter()).isEmpty();
    }

    @Test
    void tellsTheTimeOfTheServiceWhenClocksDiffer() {
        ConnectionException failure = AwsErrors.translate(
                answer(403, "RequestExpired", "late", Map.of(AwsSts.SERVICE_TIME, "Sat, 21 Nov 2026 22:14:59 GMT")),
                ATTEMPT);
        assertThat(failure.remedy()).contains("Sat, 21 Nov 2026 22:14:59 GMT");
    }

    @Test
    void cutsLongAndBrokenWordsOfAService() {
        ConnectionException failure =
                AwsErrors.translate(answer(400, "Odd", "a\nb" + "x".repeat(5000), Map.of()), ATTEMPT);
        assertThat(failure.getMessage()).hasSizeLessThan(500).doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("silences")
    void givesEverySilenceACodeAndARemedy(SdkException failure, ConnectionError expected, String remedy) {
        ConnectionException translated = AwsErrors.translate(failure, ATTEMPT);
        assertThat(translated.code()).isEqualTo(expected);
        assertThat(translated.remedy()).contains(remedy);
        assertThat(translated).hasCause(failure).hasMessageContaining("sts.eu-west-1.amazonaws.com");
    }

    static Stream<Arguments> silences() {
        return Stream.of(
                Arguments.of(client(new UnknownHostException("x")), ConnectionError.ENDPOINT_UNREACHABLE, "the name"),
                Arguments.of(client(new ConnectException("refused")), ConnectionError.ENDPOINT_UNREACHABLE, "firewall"),
                Arguments.of(
                        client(new SocketTimeoutException("Connect timed out")),
                        ConnectionError.ENDPOINT_UNREACHABLE,
                        "firewall"),
                Arguments.of(client(new SocketTimeoutException("Read timed out")), ConnectionError.TIMED_OUT, "limit"),
                Arguments.of(client(new SSLHandshakeException("PKIX")), ConnectionError.TLS_FAILED, "certificate"),
                Arguments.of(client(new IOException("end of file")), ConnectionError.ENDPOINT_UNREACHABLE, "route"),
                Arguments.of(
                        SdkClientException.create("Unable to unmarshall"),
                        ConnectionError.PROTOCOL_MISMATCH,
                        "offers sts:AssumeRole"),
                Arguments.of(ApiCallTimeoutException.create(3000), ConnectionError.TIMED_OUT, "limit"),
                Arguments.of(AbortedException.create("interrupted"), ConnectionError.TIMED_OUT, "limit"));
    }

    private static SdkException client(Exception cause) {
        return SdkClientException.create("Unable to execute HTTP request", cause);
    }

    private static AwsServiceException answer(int status, String code, String message, Map<String, String> headers) {
        SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
        headers.forEach(response::putHeader);
        return AwsServiceException.builder()
                .statusCode(status)
                .requestId("req-1")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .sdkHttpResponse(response.build())
                        .build())
                .build();
    }
}
