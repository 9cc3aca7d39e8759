package dev.mooring.connection.aliyun;

import static dev.mooring.connection.ConnectionError.ACCESS_DENIED;
import static dev.mooring.connection.ConnectionError.CLOCK_SKEW;
import static dev.mooring.connection.ConnectionError.CREDENTIAL_REJECTED;
import static dev.mooring.connection.ConnectionError.INVALID_PROPERTIES;
import static dev.mooring.connection.ConnectionError.INVALID_SCOPE;
import static dev.mooring.connection.ConnectionError.ISSUER_FAILED;
import static dev.mooring.connection.ConnectionError.ISSUER_THROTTLED;
import static dev.mooring.connection.ConnectionError.PROTOCOL_MISMATCH;
import static dev.mooring.connection.ConnectionError.RESOURCE_NOT_FOUND;
import static dev.mooring.connection.ConnectionError.SCOPE_NOT_ENFORCEABLE;
import static dev.mooring.connection.ConnectionError.SCOPE_TOO_LARGE;
import static dev.mooring.connection.ConnectionError.WRONG_REGION;
import static dev.mooring.connection.aliyun.AliyunError.ALIYUN_ACCELERATION_DISABLED;
import static dev.mooring.connection.aliyun.AliyunError.ALIYUN_SERVICE_NOT_ACTIVATED;

import dev.mooring.connection.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the codes of the services mean: a code itself, else the family before its first dot, else the status. */
final class ServiceCodes {
    private static final Map<String, ErrorCode> CODES = codes();

    private ServiceCodes() {}

    static ErrorCode of(String code, int status) {
        return Optional.ofNullable(CODES.get(code))
                .or(() -> Optional.ofNullable(CODES.get(code.replaceFirst("\\..*", ""))))
                .orElseGet(() -> ofStatus(code, status));
    }

    private static ErrorCode ofStatus(String code, int status) {
        if (code.endsWith("LimitExceeded")) {
            return ISSUER_THROTTLED;
        }
        return switch (status) {
            case 401 -> CREDENTIAL_REJECTED;
            case 403 -> ACCESS_DENIED;
            case 404 -> RESOURCE_NOT_FOUND;
            case 429 -> ISSUER_THROTTLED;
            case 500, 502, 503, 504 -> ISSUER_FAILED;
            default -> PROTOCOL_MISMATCH;
        };
    }

    private static Map<String, ErrorCode> codes() {
        Map<String, ErrorCode> codes = new HashMap<>();
        put(codes, ACCESS_DENIED, "NoPermission Forbidden AccessDenied AccessForbidden BucketNotBelongTo KmsInDebt");
        put(codes, CREDENTIAL_REJECTED, "InvalidAccessKeyId InvalidSecurityToken SecurityTokenExpired");
        put(codes, CREDENTIAL_REJECTED, "SignatureDoesNotMatch IncompleteSignature MissingSecurityToken");
        put(codes, CREDENTIAL_REJECTED, "MissingAccessKeyId AccessKeyIdAndSecurityTokenNotMatch");
        put(codes, CREDENTIAL_REJECTED, "SecurityTokenNotSupported");
        put(codes, CLOCK_SKEW, "InvalidTimeStamp RequestTimeTooSkewed");
        put(codes, WRONG_REGION, "PermanentRedirect");
        put(codes, RESOURCE_NOT_FOUND, "EntityNotExist NoSuchBucket NoSuchKey FunctionNotFound KeyNotFound");
        put(codes, INVALID_SCOPE, "InvalidBucketName");
        put(codes, INVALID_PROPERTIES, "InvalidParameter NonStandardHostForbidden SecondLevelDomainForbidden");
        put(codes, SCOPE_NOT_ENFORCEABLE, "InvalidParameter.PolicyGrammar");
        put(codes, SCOPE_TOO_LARGE, "InvalidParameter.PolicySize");
        put(codes, ISSUER_THROTTLED, "Throttling ResourceThrottled");
        put(codes, ISSUER_FAILED, "ServiceUnavailable InternalError SignatureNonceUsed");
        put(codes, ALIYUN_SERVICE_NOT_ACTIVATED, "UserDisable BucketDisable AbnormalBucketOwnerStatus");
        put(codes, ALIYUN_ACCELERATION_DISABLED, "TransferAccelerationDisabled");
        return Map.copyOf(codes);
    }

    private static void put(Map<String, ErrorCode> codes, ErrorCode code, String names) {
        List.of(names.split(" ")).forEach(name -> codes.put(name, code));
    }
}
