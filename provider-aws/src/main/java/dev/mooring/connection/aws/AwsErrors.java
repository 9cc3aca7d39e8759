package dev.mooring.connection.aws;

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
import static dev.mooring.connection.ConnectionError.SCOPE_NOT_ENFORCEABLE;
import static dev.mooring.connection.ConnectionError.SCOPE_TOO_LARGE;
import static dev.mooring.connection.ConnectionError.TIMED_OUT;
import static dev.mooring.connection.ConnectionError.TLS_FAILED;
import static dev.mooring.connection.ConnectionError.WRONG_REGION;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns failures of the AWS SDK into codes and remedies. */
final class AwsErrors {
    private static final int LONGEST_QUOTE = 300;
    private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([a-z0-9-]+)'");
    private static final Pattern CLOCK_WORDS = Pattern.compile("(?i)signature (not yet current|expired)|too skewed");
    private static final Pattern CODE_ELEMENT = Pattern.compile("<Code>([A-Za-z.]{1,64})</Code>");
    private static final Map<String, ConnectionError> CODES = codes();

    private AwsErrors() {}

    /** What a service said about its refusal. */
    private record Answer(String code, String message, int status, Optional<String> date, Optional<String> region) {
        static Answer of(AwsServiceException answer) {
            Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
            String message = details.map(AwsErrorDetails::errorMessage).orElse("");
            Matcher expected = EXPECTED_REGION.matcher(message);
            return new Answer(
                    details.map(AwsErrorDetails::errorCode)
                            .or(() -> details.map(AwsErrorDetails::rawResponse).flatMap(Answer::codeIn))
                            .orElse(""),
                    message,
                    answer.statusCode(),
                    header(answer, AwsSts.SERVICE_TIME),
                    expected.find() ? Optional.of(expected.group(1)) : header(answer, "x-amz-bucket-region"));
        }

        /** Stores outside AWS wrap the code of an STS error in another way, which the SDK does not read. */
        private static Optional<String> codeIn(SdkBytes body) {
            Matcher code = CODE_ELEMENT.matcher(body.asString(StandardCharsets.ISO_8859_1));
            return code.find() ? Optional.of(code.group(1)) : Optional.empty();
        }

        String words() {
            String known = (code + ": " + message).strip();
            return "HTTP " + status + (known.equals(":") ? "" : " " + quote(known));
        }
    }

    /** The failure of an attempt. */
    static ConnectionException translate(SdkException failure, Attempt attempt) {
        return failure instanceof AwsServiceException answer ? answered(answer, attempt) : unanswered(failure, attempt);
    }

    /** A service that answered 200 with something else than was asked for. */
    static ConnectionException incomplete(Attempt attempt, String missing) {
        return new ConnectionException(
                PROTOCOL_MISMATCH, attempt + " was answered without " + missing, otherService(attempt));
    }

    /** A header of the answer. */
    static Optional<String> header(AwsServiceException answer, String name) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .flatMap(details -> Optional.ofNullable(details.sdkHttpResponse()))
                .flatMap(response -> response.firstMatchingHeader(name));
    }

    private static ConnectionException answered(AwsServiceException answer, Attempt attempt) {
        Answer read = Answer.of(answer);
        ConnectionError found = codeOf(read);
        ConnectionException.Builder failure = ConnectionException.builder(
                        found == ACCESS_DENIED ? attempt.denial().code() : found,
                        attempt + " was refused: " + read.words())
                .remedy(remedy(found, read, attempt))
                .cause(answer);
        header(answer, "Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .ifPresent(text -> failure.retryAfter(Duration.ofSeconds(Long.parseLong(text))));
        Optional.ofNullable(answer.requestId()).filter(id -> !id.isBlank()).ifPresent(failure::requestId);
        return failure.build();
    }

    private static ConnectionError codeOf(Answer answer) {
        ConnectionError listed = CODES.get(answer.code);
        if (listed == CREDENTIAL_REJECTED && CLOCK_WORDS.matcher(answer.message).find()) {
            return CLOCK_SKEW;
        }
        if (listed != null) {
            return listed;
        }
        if (answer.code.startsWith("KMS")) {
            return ACCESS_DENIED;
        }
        return switch (answer.status) {
            case 301, 307, 400 -> answer.region.isPresent() ? WRONG_REGION : PROTOCOL_MISMATCH;
            case 401 -> CREDENTIAL_REJECTED;
            case 403 -> ACCESS_DENIED;
            case 404 -> RESOURCE_NOT_FOUND;
            case 429 -> ISSUER_THROTTLED;
            case 500, 502, 503, 504 -> ISSUER_FAILED;
            default -> PROTOCOL_MISMATCH;
        };
    }

    private static String remedy(ConnectionError found, Answer answer, Attempt attempt) {
        return switch (found) {
            case ACCESS_DENIED ->
                answer.code.startsWith("KMS")
                        ? "check that the KMS key exists and is enabled, and set KMS_KEY_ARN to it"
                        : attempt.denial().remedy();
            case CREDENTIAL_REJECTED ->
                answer.code.startsWith("ExpiredToken")
                        ? attempt.signer().noun() + " has expired: renew it"
                        : attempt.signer().remedy();
            case CLOCK_SKEW ->
                "set this machine's clock"
                        + answer.date
                                .map(date -> "; the service's shows " + date)
                                .orElse("");
            case WRONG_REGION -> wrongRegion(answer, attempt);
            case INVALID_PROPERTIES ->
                "correct the value that the service names; SESSION_DURATION must not exceed the"
                        + " role's maximum session duration, and 3600 when the caller is itself a role session";
            case SCOPE_TOO_LARGE ->
                "ask for fewer or shorter locations: AWS packs the session policy, and only AWS"
                        + " knows the packed size";
            case SCOPE_NOT_ENFORCEABLE ->
                "the issuer does not understand the session policy that explain shows: ask for"
                        + " plainer locations, or use a store whose STS takes such policies";
            case PROTOCOL_MISMATCH -> otherService(attempt);
            case RESOURCE_NOT_FOUND -> "check the name of " + attempt.target() + ", its account and REGION";
            default -> found.remedy();
        };
    }

    private static String wrongRegion(Answer answer, Attempt attempt) {
        return answer.code.equals("RegionDisabledException")
                ? "activate the region for STS in the account of " + attempt.target()
                        + " (IAM console, Account settings), or use another region"
                : answer.region
                        .map(region -> "set REGION to " + region + ", where " + attempt.target() + " is")
                        .orElse(WRONG_REGION.remedy());
    }

    private static String otherService(Attempt attempt) {
        return "check that " + attempt.endpoint() + " is the address of a service that offers " + attempt.action();
    }

    private static ConnectionException unanswered(SdkException failure, Attempt attempt) {
        ConnectionError code = codeOf(failure);
        String remedy = switch (code) {
            case ENDPOINT_UNREACHABLE ->
                "check the name " + attempt.endpoint().getHost() + ", the route to it and the firewall";
            case TLS_FAILED ->
                "check that " + attempt.endpoint() + " speaks TLS with a certificate that this machine trusts";
            case PROTOCOL_MISMATCH -> otherService(attempt);
            default -> code.remedy();
        };
        return new ConnectionException(
                code, attempt + " failed: " + quote(root(failure).toString()), remedy, failure);
    }

    private static ConnectionError codeOf(SdkException failure) {
        if (failure instanceof AbortedException
                || failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException) {
            return TIMED_OUT;
        }
        Throwable root = root(failure);
        if (root instanceof SocketTimeoutException) {
            boolean connecting =
                    String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
            return connecting ? ENDPOINT_UNREACHABLE : TIMED_OUT;
        }
        return hasCause(failure, SSLException.class)
                ? TLS_FAILED
                : hasCause(failure, IOException.class) ? ENDPOINT_UNREACHABLE : PROTOCOL_MISMATCH;
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (@Nullable Throwable cause = failure.getCause(); cause != null && cause != root; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    private static String quote(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    private static Map<String, ConnectionError> codes() {
        Map<String, ConnectionError> codes = new HashMap<>();
        put(codes, ACCESS_DENIED, "AccessDenied AccessDeniedException AuthorizationError UnauthorizedOperation");
        put(
                codes,
                CREDENTIAL_REJECTED,
                "InvalidClientTokenId InvalidAccessKeyId UnrecognizedClientException InvalidToken");
        put(codes, CREDENTIAL_REJECTED, "SignatureDoesNotMatch InvalidSignatureException IncompleteSignature");
        put(codes, CREDENTIAL_REJECTED, "MissingAuthenticationToken MissingAuthenticationTokenException AuthFailure");
        put(codes, CREDENTIAL_REJECTED, "ExpiredToken ExpiredTokenException TokenRefreshRequired");
        put(codes, CREDENTIAL_REJECTED, "AllAccessDisabled AccountProblem NotSignedUp OptInRequired");
        put(codes, CLOCK_SKEW, "RequestTimeTooSkewed RequestExpired RequestInTheFuture");
        put(codes, WRONG_REGION, "RegionDisabledException PermanentRedirect TemporaryRedirect");
        put(codes, WRONG_REGION, "AuthorizationHeaderMalformed IllegalLocationConstraintException");
        put(codes, RESOURCE_NOT_FOUND, "NoSuchBucket NoSuchKey NoSuchEntity ResourceNotFoundException");
        put(codes, INVALID_SCOPE, "InvalidBucketName");
        put(
                codes,
                INVALID_PROPERTIES,
                "ValidationError InvalidParameterValue InvalidParameterValueException InvalidArgument");
        put(codes, SCOPE_NOT_ENFORCEABLE, "MalformedPolicyDocument MalformedPolicyDocumentException");
        put(codes, SCOPE_TOO_LARGE, "PackedPolicyTooLarge PackedPolicyTooLargeException");
        put(codes, ISSUER_THROTTLED, "Throttling ThrottlingException ThrottledException TooManyRequestsException");
        put(codes, ISSUER_THROTTLED, "RequestLimitExceeded RequestThrottled RequestThrottledException SlowDown");
        put(codes, ISSUER_THROTTLED, "BandwidthLimitExceeded ProvisionedThroughputExceededException");
        put(codes, ISSUER_FAILED, "ServiceUnavailable InternalFailure InternalError ServiceException");
        put(codes, ISSUER_FAILED, "PriorRequestNotComplete IDPCommunicationError");
        put(codes, TIMED_OUT, "RequestTimeout RequestTimeoutException");
        return Map.copyOf(codes);
    }

    private static void put(Map<String, ConnectionError> codes, ConnectionError code, String names) {
        List.of(names.split(" ")).forEach(name -> codes.put(name, code));
    }
}
