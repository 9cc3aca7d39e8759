package dev.mooring.connection.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.qcloud.cos.exception.CosServiceException;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.tencent.Attempt.Denial;
import dev.mooring.connection.tencent.Attempt.Signer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TencentErrorsTest {
    private static final Attempt ATTEMPT = new Attempt(
            "sts:AssumeRole",
            "qcs::cam::uin/100000000001:roleName/lake",
            "sts.ap-shanghai.tencentcloudapi.com",
            Signer.SERVICE_IDENTITY,
            new Denial(ConnectionError.ROLE_NOT_ASSUMABLE, "trust us"));

    @ParameterizedTest
    @CsvSource({
        "UnauthorizedOperation, ROLE_NOT_ASSUMABLE",
        "UnauthorizedOperation.CamNoAuth, ROLE_NOT_ASSUMABLE",
        "AuthFailure.UnauthorizedOperation, ROLE_NOT_ASSUMABLE",
        "InternalError.GetRoleError, ROLE_NOT_ASSUMABLE",
        "ResourceNotFound.RoleNotFound, ROLE_NOT_ASSUMABLE",
        "AuthFailure.SecretIdNotFound, CREDENTIAL_REJECTED",
        "AuthFailure.SignatureFailure, CREDENTIAL_REJECTED",
        "AuthFailure.TokenFailure, CREDENTIAL_REJECTED",
        "AuthFailure.SignatureExpire, CLOCK_SKEW",
        "InvalidParameter.ParamError, INVALID_PROPERTIES",
        "InvalidParameter.OverTimeError, INVALID_PROPERTIES",
        "InvalidParameter.StrategyFormatError, SCOPE_NOT_ENFORCEABLE",
        "InvalidParameter.ResouceError, SCOPE_NOT_ENFORCEABLE",
        "InvalidParameter.GrantOtherResource, SCOPE_NOT_ENFORCEABLE",
        "InvalidParameter.PolicyTooLong, SCOPE_TOO_LARGE",
        "InvalidParameter.ExtendStrategyOverSize, SCOPE_TOO_LARGE",
        "InvalidParameter.OverLimit, ISSUER_THROTTLED",
        "RequestLimitExceeded, ISSUER_THROTTLED",
        "RequestLimitExceeded.UinLimitExceeded, ISSUER_THROTTLED",
        "InternalError, ISSUER_FAILED",
        "InternalError.DbError, ISSUER_FAILED",
        "UnsupportedRegion, WRONG_REGION",
        "ResourceNotFound.Namespace, RESOURCE_NOT_FOUND",
        "ResourceUnavailable, TENCENT_SERVICE_NOT_ACTIVATED",
        "InvalidAction, PROTOCOL_MISMATCH",
        "NeverHeardOf, PROTOCOL_MISMATCH"
    })
    void mapsTheCodesOfTheApi(String code, String expected) {
        TencentCloudSDKException failure = new TencentCloudSDKException("because", "request-1", code);
        ConnectionException mapped = TencentErrors.translate(failure, ATTEMPT, Optional.empty());
        assertThat(mapped.code().name()).isEqualTo(expected);
        assertThat(mapped.remedy()).isNotBlank();
        assertThat(mapped.requestId()).contains("request-1");
        assertThat(mapped)
                .hasMessageContaining(code)
                .hasMessageContaining("because")
                .hasCause(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, Access Denied., ROLE_NOT_ASSUMABLE",
        "403, AccessDenied, Request has expired, CLOCK_SKEW",
        "403, RequestTimeTooSkewed, x, CLOCK_SKEW",
        "403, InvalidAccessKeyId, x, CREDENTIAL_REJECTED",
        "403, SignatureDoesNotMatch, x, CREDENTIAL_REJECTED",
        "403, ExpiredToken, x, CREDENTIAL_REJECTED",
        "404, NoSuchBucket, x, RESOURCE_NOT_FOUND",
        "400, InvalidBucketName, x, INVALID_SCOPE",
        "503, SlowDown, x, ISSUER_THROTTLED",
        "500, InternalError, x, ISSUER_FAILED",
        "451, UnavailableForLegalReasons, x, TENCENT_SERVICE_NOT_ACTIVATED",
        "403, '', '', ROLE_NOT_ASSUMABLE",
        "404, '', '', RESOURCE_NOT_FOUND",
        "502, '', '', ISSUER_FAILED",
        "302, '', '', PROTOCOL_MISMATCH"
    })
    void mapsTheCodesOfCosAndItsStatusWithoutOne(int status, String code, String message, String expected) {
        CosServiceException failure = new CosServiceException(message);
        failure.setErrorCode(code);
        failure.setStatusCode(status);
        assertThat(TencentErrors.translate(failure, ATTEMPT, Optional.empty())
                        .code()
                        .name())
                .isEqualTo(expected);
    }

    @Test
    void mapsWhatHappensOnTheWay() {
        Map<IOException, ConnectionError> failures = Map.of(
                new ConnectException("refused"), ConnectionError.ENDPOINT_UNREACHABLE,
                new SocketTimeoutException("connect timed out"), ConnectionError.ENDPOINT_UNREACHABLE,
                new SocketTimeoutException("Read timed out"), ConnectionError.TIMED_OUT,
                new InterruptedIOException("timeout"), ConnectionError.TIMED_OUT,
                new SSLHandshakeException("no trust"), ConnectionError.TLS_FAILED);
        failures.forEach((failure, expected) -> assertThat(
                        TencentErrors.translate(new TencentCloudSDKException("x", failure), ATTEMPT, Optional.empty())
                                .code())
                .isEqualTo(expected));
    }

    @Test
    void mapsAStatusThatIsNot200ByTheStatus() {
        TencentCloudSDKException failure =
                new TencentCloudSDKException("response code is 502, not 200", "", "ServerSideError");
        assertThat(TencentErrors.translate(failure, ATTEMPT, Optional.empty()).code())
                .isEqualTo(ConnectionError.ISSUER_FAILED);
    }

    @Test
    void saysTheServicesTimeToAClockThatIsOff() {
        TencentCloudSDKException failure = new TencentCloudSDKException("old", "", "AuthFailure.SignatureExpire");
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(TencentErrors.translate(failure, ATTEMPT, Optional.of(time)).remedy())
                .contains("2026-01-01T00:00:00Z");
    }

    @Test
    void repeatsNothingOfAnAnswerThatTheSdkCanNotRead() {
        ConnectionException failure =
                TencentErrors.unreadable(new IllegalStateException("{\"TmpSecretKey\":\"s3cr3t\"}"), ATTEMPT);
        assertThat(failure.code()).isEqualTo(ConnectionError.PROTOCOL_MISMATCH);
        assertThat(failure.toString()).doesNotContain("s3cr3t");
        assertThat(failure).hasNoCause();
    }
}
