package dev.mooring.connection.keyring.awskms;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.KmsException;

/** What KMS refuses, in our words: its own name things that are none of a reader's business. */
final class KmsErrors {
    private static final String RESTORE =
            "enable the key, or cancel its deletion, while that is possible: the keyring's"
                    + " file opens with no other. SHOW, DESC, DISABLE and DROP work without it";

    private KmsErrors() {}

    /** Whether the refusal is about the key's state. */
    static boolean isState(KmsException failure) {
        return code(failure).equals("DisabledException") || code(failure).equals("KMSInvalidStateException");
    }

    static boolean isDenied(KmsException failure) {
        return code(failure).equals("AccessDeniedException");
    }

    private static String code(KmsException failure) {
        return failure.awsErrorDetails() == null
                ? ""
                : String.valueOf(failure.awsErrorDetails().errorCode());
    }

    /**
     * The failure as this library's.
     *
     * @param state what the key's description says, where it was asked for
     */
    static ConnectionException mapped(RuntimeException failure, String arn, String action, Optional<String> state) {
        if (failure instanceof ConnectionException known) {
            return known;
        }
        if (failure instanceof KmsException refused) {
            return refused(refused, arn, action, state);
        }
        if (failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException) {
            return of(ConnectionError.TIMED_OUT, "KMS did not answer for key " + arn, "try again", failure);
        }
        if (failure instanceof SdkException) {
            return of(
                    ConnectionError.ENDPOINT_UNREACHABLE,
                    "KMS can not be reached for key " + arn,
                    "check the network route to KMS in the key's region, or the endpoint that was given",
                    failure);
        }
        return of(
                ConnectionError.PROVIDER_CONTRACT,
                action + " failed with an unmapped " + failure.getClass().getName(),
                "report this to the maintainers",
                failure);
    }

    private static ConnectionException refused(
            KmsException refused, String arn, String action, Optional<String> state) {
        return switch (code(refused)) {
            case "DisabledException" -> unreadable(state.orElse("KMS key " + arn + " is disabled"), RESTORE, refused);
            case "KMSInvalidStateException" ->
                unreadable(
                        state.orElse("KMS key " + arn + " is pending deletion, or not available for another reason"),
                        RESTORE,
                        refused);
            case "NotFoundException" ->
                unreadable(
                        "KMS key " + arn + " does not exist, or not any more",
                        "correct the ARN; a key that was deleted is lost, and with it the keyring",
                        refused);
            case "IncorrectKeyException", "InvalidCiphertextException", "InvalidKeyUsageException" ->
                unreadable(
                        "the keyring's file does not open with KMS key " + arn
                                + ": another one encrypted it, or it was changed",
                        "name the key that encrypted it, or restore the file from a backup",
                        refused);
            default -> other(refused, arn, action);
        };
    }

    private static ConnectionException other(KmsException refused, String arn, String action) {
        return switch (code(refused)) {
            case "AccessDeniedException" ->
                of(
                        ConnectionError.ACCESS_DENIED,
                        "KMS does not allow " + action + " with key " + arn,
                        "allow kms:Encrypt, kms:Decrypt and kms:DescribeKey on the key, under the condition"
                                + " kms:EncryptionContext:purpose = mooring-keyring",
                        refused);
            case "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "IncompleteSignatureException",
                    "MissingAuthenticationTokenException",
                    "ExpiredTokenException" ->
                of(
                        ConnectionError.CREDENTIAL_REJECTED,
                        "KMS does not accept the identity for key " + arn,
                        "give an access key or session that is valid; a clock that is wrong has the same effect",
                        refused);
            case "ThrottlingException", "LimitExceededException" ->
                of(ConnectionError.ISSUER_THROTTLED, "KMS throttles requests for key " + arn, "try again", refused);
            default ->
                of(
                        ConnectionError.ISSUER_FAILED,
                        "KMS failed for key " + arn + " (HTTP " + refused.statusCode() + ")",
                        ConnectionError.ISSUER_FAILED.remedy(),
                        refused);
        };
    }

    private static ConnectionException unreadable(String message, String remedy, KmsException cause) {
        return of(ConnectionError.SECRET_UNREADABLE, message, remedy, cause);
    }

    private static ConnectionException of(ConnectionError code, String message, String remedy, RuntimeException cause) {
        ConnectionException.Builder failure =
                ConnectionException.builder(code, message).remedy(remedy).cause(cause);
        if (cause instanceof KmsException refused && refused.requestId() != null) {
            failure.requestId(refused.requestId());
        }
        return failure.build();
    }
}
