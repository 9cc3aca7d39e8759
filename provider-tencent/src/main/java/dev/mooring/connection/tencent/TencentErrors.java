package dev.mooring.connection.tencent;

import static dev.mooring.connection.ConnectionError.ACCESS_DENIED;
import static dev.mooring.connection.ConnectionError.CLOCK_SKEW;
import static dev.mooring.connection.ConnectionError.CREDENTIAL_REJECTED;
import static dev.mooring.connection.ConnectionError.ENDPOINT_UNREACHABLE;
import static dev.mooring.connection.ConnectionError.INVALID_PROPERTIES;
import static dev.mooring.connection.ConnectionError.INVALID_SCOPE;
import static dev.mooring.connection.ConnectionError.ISSUER_FAILED;
import static dev.mooring.connection.ConnectionError.ISSUER_THROTTLED;
import static dev.mooring.connection.ConnectionError.PROTOCOL_MISMATCH;
import static dev.mooring.connection.ConnectionError.RESOURCE_NOT_FOUND;
import static dev.mooring.connection.ConnectionError.ROLE_NOT_ASSUMABLE;
import static dev.mooring.connection.ConnectionError.SCOPE_NOT_ENFORCEABLE;
import static dev.mooring.connection.ConnectionError.SCOPE_TOO_LARGE;
import static dev.mooring.connection.ConnectionError.TIMED_OUT;
import static dev.mooring.connection.ConnectionError.TLS_FAILED;
import static dev.mooring.connection.ConnectionError.WRONG_REGION;
import static dev.mooring.connection.tencent.TencentError.TENCENT_SERVICE_NOT_ACTIVATED;

import com.qcloud.cos.exception.CosServiceException;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.credential.Credential;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns failures of the SDKs of Tencent Cloud into codes and remedies. */
final class TencentErrors {
    private static final int LONGEST_QUOTE = 300;
    private static final Pattern STATUS = Pattern.compile("response code is (\\d{3}), not 200");
    private static final Map<String, ErrorCode> CODES = codes();

    private TencentErrors() {}

    /** What a service said about its refusal. */
    private record Refusal(String code, String message, Optional<Instant> clock, Optional<String> requestId) {
        String words() {
            String known = (code + ": " + message).strip();
            return quote(known.equals(":") ? "no reason" : known);
        }
    }

    /** The failure of a call of the API. */
    static ConnectionException translate(TencentCloudSDKException failure, Attempt attempt, Optional<Instant> clock) {
        if (failure.getCause() instanceof IOException io) {
            return unanswered(io, failure, attempt);
        }
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        Matcher status = STATUS.matcher(message);
        String code = Optional.ofNullable(failure.getErrorCode()).orElse("");
        Refusal refusal = new Refusal(code, message, clock, given(failure.getRequestId()));
        return status.find()
                ? refused(byStatus(Integer.parseInt(status.group(1))), refusal, attempt, failure)
                : refused(codeOf(code).orElse(PROTOCOL_MISMATCH), refusal, attempt, failure);
    }

    /** The failure of a call of COS. */
    static ConnectionException translate(CosServiceException failure, Attempt attempt, Optional<Instant> clock) {
        String code = Optional.ofNullable(failure.getErrorCode()).orElse("");
        String message = Optional.ofNullable(failure.getErrorMessage()).orElse("");
        Refusal refusal = new Refusal(
                code.isEmpty() ? "HTTP " + failure.getStatusCode() : code,
                message,
                clock,
                given(failure.getRequestId()));
        ErrorCode found = code.equals("AccessDenied") && message.contains("Request has expired")
                ? CLOCK_SKEW
                : codeOf(code).orElseGet(() -> byStatus(failure.getStatusCode()));
        return refused(found, refusal, attempt, failure);
    }

    /** A service that was not reached, or did not answer. */
    static ConnectionException unanswered(IOException failure, Throwable cause, Attempt attempt) {
        ConnectionError code = codeOf(failure);
        String remedy = switch (code) {
            case ENDPOINT_UNREACHABLE ->
                "check the name " + attempt.host() + ", the route to it and the firewall; internal addresses answer in"
                        + " their region's own network only";
            case TLS_FAILED ->
                "check that " + attempt.host() + " speaks TLS with a certificate that this machine trusts";
            default -> code.remedy();
        };
        return new ConnectionException(
                code, attempt + " failed: " + quote(root(failure).toString()), remedy, cause);
    }

    /** A service that answered 200 with something else than was asked for. */
    static ConnectionException incomplete(Attempt attempt, String missing) {
        return new ConnectionException(
                PROTOCOL_MISMATCH, attempt + " was answered without " + missing, otherService(attempt));
    }

    /** A service whose answer the SDK could not read; what it says may quote the answer, so only its class is told. */
    static ConnectionException unreadable(RuntimeException failure, Attempt attempt) {
        return new ConnectionException(
                PROTOCOL_MISMATCH,
                attempt + " was answered with what the SDK can not read ("
                        + failure.getClass().getSimpleName() + ")",
                otherService(attempt));
    }

    /** A credential that can not sign requests to Tencent Cloud. */
    static ConnectionException unusable(Credential credential) {
        return new ConnectionException(
                ConnectionError.NOT_CONFIGURED,
                "the layer's service identity has the shape "
                        + credential.getClass().getSimpleName() + ", which can not sign requests to Tencent Cloud",
                "give the layer a key or a session of Tencent Cloud as service identity for tencent");
    }

    private static ConnectionException refused(ErrorCode found, Refusal refusal, Attempt attempt, Exception cause) {
        ConnectionException.Builder failure = ConnectionException.builder(
                        found == ACCESS_DENIED ? attempt.denial().code() : found,
                        attempt + " was refused: " + refusal.words())
                .remedy(remedy(found, refusal, attempt))
                .cause(cause);
        refusal.requestId.ifPresent(failure::requestId);
        return failure.build();
    }

    private static Optional<ErrorCode> codeOf(String code) {
        for (String known = code; !known.isEmpty(); known = known.substring(0, Math.max(0, known.lastIndexOf('.')))) {
            if (CODES.containsKey(known)) {
                return Optional.of(CODES.get(known));
            }
        }
        return Optional.empty();
    }

    private static ConnectionError byStatus(int status) {
        return switch (status) {
            case 401 -> CREDENTIAL_REJECTED;
            case 403 -> ACCESS_DENIED;
            case 404 -> RESOURCE_NOT_FOUND;
            case 429 -> ISSUER_THROTTLED;
            case 500, 502, 503, 504 -> ISSUER_FAILED;
            default -> PROTOCOL_MISMATCH;
        };
    }

    private static String remedy(ErrorCode found, Refusal refusal, Attempt attempt) {
        return found instanceof ConnectionError standard
                ? remedy(standard, refusal, attempt)
                : found.remedy() + ": "
                        + attempt.action().replaceFirst(":.*", "").toUpperCase(Locale.ROOT);
    }

    private static String remedy(ConnectionError standard, Refusal refusal, Attempt attempt) {
        return switch (standard) {
            case ACCESS_DENIED -> attempt.denial().remedy();
            case CREDENTIAL_REJECTED ->
                refusal.code.startsWith("Expired")
                        ? attempt.signer().noun() + " has expired: renew it"
                        : attempt.signer().remedy();
            case CLOCK_SKEW ->
                "set this machine's clock"
                        + refusal.clock
                                .map(time -> "; the service's shows " + time)
                                .orElse("");
            case ROLE_NOT_ASSUMABLE ->
                "check ROLE_ARN: there is no role " + attempt.target()
                        + "; names of roles are case-sensitive, and the number is the account's UIN, not its APPID";
            case INVALID_PROPERTIES ->
                "correct the value that the service names; SESSION_DURATION must not exceed the role's maximum session"
                        + " duration, and 7200 for the key of a main account";
            case SCOPE_TOO_LARGE -> "ask for fewer or shorter locations at once";
            case SCOPE_NOT_ENFORCEABLE ->
                "the issuer does not accept the session policy that explain shows: check APP_ID, REGION and that the"
                        + " buckets belong to the role's account";
            case WRONG_REGION -> "set REGION to a region that the service knows, and that the account may use";
            case PROTOCOL_MISMATCH -> otherService(attempt);
            case RESOURCE_NOT_FOUND ->
                "check the name of " + attempt.target() + " and REGION; COS says no more when a bucket is in another"
                        + " region";
            default -> standard.remedy();
        };
    }

    private static String otherService(Attempt attempt) {
        return "check that " + attempt.host() + " is the address of a service that offers " + attempt.action();
    }

    private static ConnectionError codeOf(IOException failure) {
        Throwable root = root(failure);
        if (failure instanceof SocketTimeoutException || root instanceof SocketTimeoutException) {
            boolean connecting =
                    String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
            return connecting ? ENDPOINT_UNREACHABLE : TIMED_OUT;
        }
        if (failure instanceof InterruptedIOException) {
            return TIMED_OUT;
        }
        return failure instanceof SSLException ? TLS_FAILED : ENDPOINT_UNREACHABLE;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (@Nullable Throwable cause = failure.getCause(); cause != null && cause != root; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(id -> !id.isBlank());
    }

    private static String quote(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    /** A code stands for itself and for all that add a dot and more to it. */
    private static Map<String, ErrorCode> codes() {
        Map<String, ErrorCode> codes = new HashMap<>();
        put(codes, ACCESS_DENIED, "AccessDenied UnauthorizedOperation AuthFailure.UnauthorizedOperation");
        put(
                codes,
                CREDENTIAL_REJECTED,
                "AuthFailure InvalidAccessKeyId SignatureDoesNotMatch ExpiredToken InvalidToken");
        put(codes, CLOCK_SKEW, "AuthFailure.SignatureExpire RequestTimeTooSkewed");
        put(codes, ROLE_NOT_ASSUMABLE, "InternalError.GetRoleError InternalError.IllegalRole");
        put(codes, ROLE_NOT_ASSUMABLE, "ResourceNotFound.RoleNotFound InvalidParameter.AccountNotAvaliable");
        put(codes, RESOURCE_NOT_FOUND, "ResourceNotFound NoSuchBucket NoSuchKey");
        put(codes, INVALID_PROPERTIES, "InvalidParameter InvalidParameterValue MissingParameter InvalidArgument");
        put(codes, INVALID_SCOPE, "InvalidBucketName InvalidURI");
        put(codes, SCOPE_NOT_ENFORCEABLE, "InvalidParameter.StrategyFormatError InvalidParameter.StrategyInvalid");
        put(codes, SCOPE_NOT_ENFORCEABLE, "InvalidParameter.ResouceError InvalidParameter.GrantOtherResource");
        put(codes, SCOPE_TOO_LARGE, "InvalidParameter.PolicyTooLong InvalidParameter.ExtendStrategyOverSize");
        put(codes, ISSUER_THROTTLED, "RequestLimitExceeded LimitExceeded InvalidParameter.OverLimit SlowDown");
        put(codes, ISSUER_FAILED, "InternalError ServiceUnavailable UserNetworkTooSlow");
        put(codes, WRONG_REGION, "UnsupportedRegion");
        put(codes, PROTOCOL_MISMATCH, "InvalidAction NoSuchVersion UnsupportedProtocol");
        put(codes, TENCENT_SERVICE_NOT_ACTIVATED, "ResourceUnavailable UnavailableForLegalReasons ArrearsForbidden");
        return Map.copyOf(codes);
    }

    private static void put(Map<String, ErrorCode> codes, ErrorCode code, String names) {
        List.of(names.split(" ")).forEach(name -> codes.put(name, code));
    }
}
