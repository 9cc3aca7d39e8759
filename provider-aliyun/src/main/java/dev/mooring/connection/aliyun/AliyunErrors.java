package dev.mooring.connection.aliyun;

import static dev.mooring.connection.ConnectionError.ACCESS_DENIED;
import static dev.mooring.connection.ConnectionError.CREDENTIAL_REJECTED;
import static dev.mooring.connection.ConnectionError.ENDPOINT_UNREACHABLE;
import static dev.mooring.connection.ConnectionError.INVALID_PROPERTIES;
import static dev.mooring.connection.ConnectionError.NOT_SUPPORTED;
import static dev.mooring.connection.ConnectionError.PROTOCOL_MISMATCH;
import static dev.mooring.connection.ConnectionError.RESOURCE_NOT_FOUND;
import static dev.mooring.connection.ConnectionError.TIMED_OUT;
import static dev.mooring.connection.ConnectionError.TLS_FAILED;
import static dev.mooring.connection.ConnectionError.WRONG_REGION;
import static dev.mooring.connection.aliyun.AliyunError.ALIYUN_SERVICE_NOT_ACTIVATED;

import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.tea.TeaException;
import com.aliyun.tea.TeaRetryableException;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.ErrorCode;
import dev.mooring.connection.credential.Credential;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns failures of the SDKs into codes and remedies. */
final class AliyunErrors {
    private static final int LONGEST_QUOTE = 300;
    private static final Pattern OTHER_ENDPOINT = Pattern.compile("(?i)must be addressed using the specified endpoint");
    private static final Pattern NOT_ACTIVE = Pattern.compile("(?i)service is not (enabled|activated)|not activated");

    private AliyunErrors() {}

    /** What a service said about its refusal; the endpoint only where it names another. */
    private record Answer(
            String code, String message, int status, Optional<String> requestId, Optional<String> endpoint) {
        static Answer of(TeaException answer) {
            Map<String, Object> data = answer.getData() == null ? Map.of() : answer.getData();
            String message =
                    text(data, "Message").or(() -> text(data, "message")).orElse("");
            return new Answer(
                    String.valueOf(answer.getCode()),
                    withoutSigned(String.valueOf(answer.getCode()), message),
                    answer.getStatusCode() == null ? 0 : answer.getStatusCode(),
                    text(data, "RequestId").or(() -> text(data, "requestId")),
                    Optional.empty());
        }

        static Answer of(ServiceException answer) {
            return new Answer(
                    answer.errorCode(),
                    withoutSigned(answer.errorCode(), answer.errorMessage()),
                    answer.statusCode(),
                    Optional.of(answer.requestId()).filter(id -> !id.isEmpty()),
                    Optional.ofNullable(answer.errorFields().get("Endpoint")));
        }

        private static String withoutSigned(String code, String message) {
            return repeatsSigned(code) ? "the signature is not the one that the service computed" : message;
        }

        /** Services repeat what they had signed, and the security token is part of that. */
        static boolean repeatsSigned(String code) {
            return code.startsWith("Signature") || code.equals("IncompleteSignature");
        }

        private static Optional<String> text(Map<String, Object> data, String name) {
            return Optional.ofNullable(data.get(name)).map(Object::toString);
        }

        String words() {
            return "HTTP " + status + " " + quote(code + ": " + message);
        }
    }

    /** The failure of an attempt. */
    static ConnectionException translate(Exception failure, Attempt attempt) {
        Optional<ServiceException> oss = find(failure, ServiceException.class);
        if (oss.isPresent()) {
            return answered(Answer.of(oss.get()), oss.get(), attempt);
        }
        Optional<TeaException> tea =
                find(failure, TeaException.class).filter(e -> !(e instanceof TeaRetryableException));
        if (tea.isPresent() && tea.get().getCode() != null) {
            Answer answer = Answer.of(tea.get());
            return answered(answer, withoutSecrets(tea.get(), answer), attempt);
        }
        return find(failure, IOException.class).isPresent()
                ? unanswered(failure, attempt)
                : unreadable(failure, attempt);
    }

    /** A service that answered 200 with something else than was asked for. */
    static ConnectionException incomplete(Attempt attempt, String missing) {
        return new ConnectionException(
                PROTOCOL_MISMATCH, attempt + " was answered without " + missing, otherService(attempt));
    }

    /** A credential that does not sign requests to this cloud. */
    static ConnectionException unusable(Credential credential) {
        return new ConnectionException(
                NOT_SUPPORTED,
                "a credential of shape " + credential.getClass().getSimpleName()
                        + " can not sign requests to Alibaba Cloud",
                "use a connection whose credentials are access keys or sessions, such as one of type OSS");
    }

    /** The failure itself, unless it repeats what was signed: then one that says the same without that. */
    private static TeaException withoutSecrets(TeaException original, Answer answer) {
        if (!Answer.repeatsSigned(answer.code())) {
            return original;
        }
        Map<String, Object> parts = new HashMap<>();
        parts.put("code", answer.code());
        parts.put("message", answer.words());
        TeaException copy = new TeaException(parts);
        copy.setStackTrace(original.getStackTrace());
        return copy;
    }

    private static ConnectionException answered(Answer answer, Throwable cause, Attempt attempt) {
        ErrorCode found = codeOf(answer);
        ConnectionException.Builder failure = ConnectionException.builder(
                        found == ACCESS_DENIED ? attempt.denial().code() : found,
                        attempt + " was refused: " + answer.words())
                .remedy(remedy(found, answer, attempt))
                .cause(cause);
        answer.requestId().ifPresent(failure::requestId);
        return failure.build();
    }

    private static ErrorCode codeOf(Answer answer) {
        if (answer.endpoint().isPresent()
                || OTHER_ENDPOINT.matcher(answer.message()).find()) {
            return WRONG_REGION;
        }
        if (NOT_ACTIVE.matcher(answer.message()).find()) {
            return ALIYUN_SERVICE_NOT_ACTIVATED;
        }
        return ServiceCodes.of(answer.code(), answer.status());
    }

    private static String remedy(ErrorCode found, Answer answer, Attempt attempt) {
        return found instanceof ConnectionError standard ? standardRemedy(standard, answer, attempt) : found.remedy();
    }

    private static String standardRemedy(ConnectionError found, Answer answer, Attempt attempt) {
        return switch (found) {
            case ACCESS_DENIED -> denied(answer, attempt);
            case CREDENTIAL_REJECTED ->
                answer.code().endsWith("Expired")
                        ? attempt.signer().noun() + " has expired: renew it"
                        : attempt.signer().remedy();
            case WRONG_REGION ->
                "name a bucket of this connection's region, or set REGION and ENDPOINT to "
                        + answer.endpoint()
                                .map(endpoint -> "those of " + likewise(endpoint, attempt) + ", where this one is")
                                .orElse("those that the bucket's overview shows");
            case INVALID_PROPERTIES ->
                "correct the value that the service names; SESSION_DURATION must not exceed the role's maximum session"
                        + " duration";
            case PROTOCOL_MISMATCH -> otherService(attempt);
            case RESOURCE_NOT_FOUND ->
                answer.code().equals("EntityNotExist.Role")
                        ? "create the role, or correct ROLE_ARN: its account and its name"
                        : "check the name of " + attempt.target() + ", its account and REGION";
            default -> found.remedy();
        };
    }

    /** The service names the public address; who came from inside stays inside. */
    private static String likewise(String endpoint, Attempt attempt) {
        return isInternal(attempt.endpoint())
                ? endpoint.replaceFirst("^(oss-[a-z0-9-]+?)(-internal)?\\.", "$1-internal.")
                : endpoint;
    }

    private static boolean isInternal(URI endpoint) {
        String host = String.valueOf(endpoint.getHost());
        return host.contains("-internal.") || host.contains("-vpc.");
    }

    private static String denied(Answer answer, Attempt attempt) {
        if (answer.message().startsWith("You are not authorized to do this action")
                && attempt.signer() == Attempt.Signer.SERVICE_IDENTITY) {
            return "allow " + attempt.action() + " on " + attempt.target()
                    + " to the layer's service identity, for instance by the system policy AliyunSTSAssumeRoleAccess";
        }
        if (answer.message().contains("root account")) {
            return "give the layer a service identity for aliyun that is a RAM user or role: STS refuses root keys";
        }
        if (answer.code().startsWith("Kms")
                || answer.message().toLowerCase(Locale.ROOT).contains("kms")) {
            return "activate KMS and allow kms:Decrypt and kms:GenerateDataKey on the bucket's key";
        }
        return answer.message().contains("does not belong to you")
                        || answer.code().equals("BucketNotBelongTo")
                ? "name a bucket of the account that the role or key is of: this one belongs to another"
                : attempt.denial().remedy();
    }

    private static String otherService(Attempt attempt) {
        return "check that " + attempt.endpoint() + " is the address of a service that offers " + attempt.action();
    }

    /** Whatever the answer was, it is not repeated: it may repeat the request. */
    private static ConnectionException unreadable(Exception failure, Attempt attempt) {
        IOException cause = new IOException("the answer is not of the service's form");
        cause.setStackTrace(failure.getStackTrace());
        return new ConnectionException(
                PROTOCOL_MISMATCH,
                attempt + " was answered in another form than the service's",
                otherService(attempt),
                cause);
    }

    private static ConnectionException unanswered(Exception failure, Attempt attempt) {
        ConnectionError code = codeOf(failure);
        URI endpoint = attempt.endpoint();
        String remedy = switch (code) {
            case ENDPOINT_UNREACHABLE, TIMED_OUT ->
                isInternal(endpoint)
                        ? endpoint.getHost()
                                + " answers inside its region only: from elsewhere set NETWORK = public, or"
                                + " ENDPOINT to the public address"
                        : "check the name " + endpoint.getHost() + ", the route to it and the firewall";
            case TLS_FAILED -> "check that " + endpoint + " speaks TLS with a certificate that this machine trusts";
            default -> code.remedy();
        };
        return new ConnectionException(
                code, attempt + " failed: " + quote(root(failure).toString()), remedy, failure);
    }

    private static ConnectionError codeOf(Exception failure) {
        Throwable root = root(failure);
        boolean timeout = root instanceof SocketTimeoutException || root instanceof InterruptedIOException;
        if (timeout) {
            boolean connecting =
                    String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
            return connecting ? ENDPOINT_UNREACHABLE : TIMED_OUT;
        }
        return find(failure, SSLException.class).isPresent() ? TLS_FAILED : ENDPOINT_UNREACHABLE;
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
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
}
