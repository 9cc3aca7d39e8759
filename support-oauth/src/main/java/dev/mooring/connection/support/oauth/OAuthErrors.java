package dev.mooring.connection.support.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What a token endpoint's refusals and failures mean (RFC 6749, 5.2). */
final class OAuthErrors {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final Duration UNSAID = Duration.ofSeconds(5);
    private static final int LONGEST_DESCRIPTION = 200;

    private OAuthErrors() {}

    static ConnectionException of(URI endpoint, IOException failure) {
        if (failure instanceof BoundedSender.TooLargeException) {
            return noTokenEndpoint(endpoint, "it sent " + failure.getMessage());
        }
        if (failure instanceof SocketTimeoutException) {
            return new ConnectionException(
                    ConnectionError.TIMED_OUT,
                    "the token endpoint " + endpoint + " did not answer in time",
                    "check that it is reachable from here, and try again",
                    failure);
        }
        if (failure instanceof SSLException) {
            return new ConnectionException(
                    ConnectionError.TLS_FAILED,
                    "no TLS with the token endpoint " + endpoint + ": " + failure.getMessage(),
                    "check that it speaks TLS with a certificate that this machine trusts",
                    failure);
        }
        return new ConnectionException(
                ConnectionError.ENDPOINT_UNREACHABLE,
                "the token endpoint " + endpoint + " can not be reached: " + failure.getMessage(),
                "check its host and port, the route to it and the firewall",
                failure);
    }

    static ConnectionException of(URI endpoint, HTTPResponse response, Secret secret) {
        int status = response.getStatusCode();
        if (status == 429 || status == 503) {
            return ConnectionException.builder(
                            ConnectionError.ISSUER_THROTTLED,
                            "the token endpoint " + endpoint + " asks to wait (status " + status + ")")
                    .retryAfter(retryAfter(response))
                    .cause(refusal(status))
                    .build();
        }
        if (status >= 500) {
            return new ConnectionException(
                    ConnectionError.ISSUER_FAILED,
                    "the token endpoint " + endpoint + " failed with status " + status,
                    ConnectionError.ISSUER_FAILED.remedy(),
                    refusal(status));
        }
        String code = Optional.ofNullable(ErrorObject.parse(response).getCode()).orElse("");
        String message = "the token endpoint " + endpoint + " answered " + status + (code.isEmpty() ? "" : " " + code)
                + description(response, secret);
        return switch (code) {
            case "invalid_client" ->
                new ConnectionException(
                        ConnectionError.CREDENTIAL_REJECTED,
                        message,
                        "set the client's id and secret to those of an active client",
                        refusal(status));
            case "unauthorized_client", "access_denied", "unsupported_grant_type" ->
                new ConnectionException(
                        ConnectionError.ACCESS_DENIED,
                        message,
                        "let the client use the grant client_credentials",
                        refusal(status));
            case "invalid_scope" ->
                new ConnectionException(
                        ConnectionError.ACCESS_DENIED,
                        message,
                        "allow the scope to the client, or set the one it has",
                        refusal(status));
            case "invalid_request", "invalid_grant" ->
                new ConnectionException(
                        ConnectionError.CREDENTIAL_REJECTED,
                        message,
                        "check what the issuer requires of this client beside its id, secret and scope",
                        refusal(status));
            default ->
                status == 401
                        ? new ConnectionException(
                                ConnectionError.CREDENTIAL_REJECTED,
                                message,
                                "set the client's id and secret to those of an active client",
                                refusal(status))
                        : noTokenEndpoint(endpoint, "it answered with status " + status);
        };
    }

    static ConnectionException noTokenEndpoint(URI endpoint, String why) {
        return new ConnectionException(
                ConnectionError.PROTOCOL_MISMATCH,
                endpoint + " does not behave like a token endpoint: " + why,
                "set the issuer's own token endpoint; its metadata names it as token_endpoint",
                new IOException(why));
    }

    private static IOException refusal(int status) {
        return new IOException("status " + status);
    }

    /** An issuer's own words help, unless they repeat what must not be repeated. */
    private static String description(HTTPResponse response, Secret secret) {
        String text = Optional.ofNullable(ErrorObject.parse(response).getDescription())
                .orElse("")
                .replaceAll("\\p{Cntrl}", " ");
        if (text.isBlank() || text.contains(secret.reveal())) {
            return "";
        }
        return ": " + (text.length() > LONGEST_DESCRIPTION ? text.substring(0, LONGEST_DESCRIPTION) + "…" : text);
    }

    private static Duration retryAfter(HTTPResponse response) {
        return Optional.ofNullable(response.getHeaderValue("Retry-After"))
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(UNSAID);
    }
}
