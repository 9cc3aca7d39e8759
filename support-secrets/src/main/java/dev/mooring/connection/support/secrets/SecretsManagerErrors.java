package dev.mooring.connection.support.secrets;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.secrets.RemoteSecret.Place;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Optional;

/** What refusals and failures of Secrets Manager mean. No answer is quoted but the name of its error. */
final class SecretsManagerErrors {
    private SecretsManagerErrors() {}

    /** There was no answer. */
    static ConnectionException unanswered(Place place, URI endpoint, IOException failure) {
        String what = "reading " + place.id() + " at " + endpoint + " failed: ";
        if (failure instanceof BoundedHttp.TooLargeException) {
            return noService(place, endpoint + " sent " + failure.getMessage());
        }
        if (failure instanceof SocketTimeoutException) {
            return new ConnectionException(
                    ConnectionError.TIMED_OUT, what + "no answer in time", ConnectionError.TIMED_OUT.remedy(), failure);
        }
        boolean isTls = BoundedHttp.isTlsFailure(failure);
        return new ConnectionException(
                isTls ? ConnectionError.TLS_FAILED : ConnectionError.ENDPOINT_UNREACHABLE,
                what + failure.getMessage(),
                isTls
                        ? ConnectionError.TLS_FAILED.remedy()
                        : "check the region of the secret, the route to " + endpoint.getHost() + " and the firewall",
                failure);
    }

    /** The service refused. */
    static ConnectionException refused(Place place, HttpAnswer answer, Optional<String> type) {
        String error = answer.header("x-amzn-ErrorType")
                .or(() -> type)
                .map(name -> name.replaceFirst("^.*#", "").replaceFirst(":.*$", ""))
                .filter(name -> name.matches("[A-Za-z]{1,80}"))
                .orElse("");
        ConnectionError code = code(error, answer.status());
        ConnectionException.Builder failure = ConnectionException.builder(
                        code,
                        "Secrets Manager refused " + place.id() + " to connection " + place.connection() + ": status "
                                + answer.status() + (error.isEmpty() ? "" : " " + error))
                .remedy(remedy(code, error, place))
                .cause(new IOException("status " + answer.status()));
        answer.retryAfter().ifPresent(failure::retryAfter);
        answer.header("x-amzn-RequestId").ifPresent(failure::requestId);
        return failure.build();
    }

    /** A secret of bytes, or another service's answer. */
    static ConnectionException noText(Place place) {
        return new ConnectionException(
                ConnectionError.INVALID_PROPERTIES,
                "the secret " + place.id() + " holds no text",
                "let the secret be a JSON object such as {\"username\": …, \"password\": …}, or name another secret",
                new IOException("no SecretString"));
    }

    private static ConnectionException noService(Place place, String why) {
        return new ConnectionException(
                ConnectionError.PROTOCOL_MISMATCH,
                "reading " + place.id() + " failed: " + why,
                "check that the deployment's endpoint override is Secrets Manager",
                new IOException(why));
    }

    private static ConnectionError code(String error, int status) {
        return switch (error) {
            case "ResourceNotFoundException", "InvalidRequestException" -> ConnectionError.RESOURCE_NOT_FOUND;
            case "AccessDeniedException", "DecryptionFailure" -> ConnectionError.ACCESS_DENIED;
            case "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "IncompleteSignatureException",
                    "MissingAuthenticationTokenException",
                    "ExpiredTokenException" -> ConnectionError.CREDENTIAL_REJECTED;
            case "InvalidParameterException", "ValidationException" -> ConnectionError.INVALID_PROPERTIES;
            case "ThrottlingException", "TooManyRequestsException", "LimitExceededException" ->
                ConnectionError.ISSUER_THROTTLED;
            default ->
                status == 429
                        ? ConnectionError.ISSUER_THROTTLED
                        : status >= 500 ? ConnectionError.ISSUER_FAILED : ConnectionError.PROTOCOL_MISMATCH;
        };
    }

    private static String remedy(ConnectionError code, String error, Place place) {
        return switch (code) {
            case ACCESS_DENIED ->
                error.equals("DecryptionFailure")
                        ? "allow kms:Decrypt on the secret's key to the principal of connection " + place.connection()
                        : "allow secretsmanager:GetSecretValue on the secret to the principal of connection "
                                + place.connection();
            case RESOURCE_NOT_FOUND ->
                "check the secret's name and region (" + place.region() + "), and that it is not to be deleted";
            case CREDENTIAL_REJECTED -> "test connection " + place.connection() + " and renew its key";
            default -> code.remedy();
        };
    }
}
