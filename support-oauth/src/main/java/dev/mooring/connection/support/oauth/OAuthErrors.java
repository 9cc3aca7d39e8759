package dev.mooring.connection.support.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.support.network.BoundedHttp;
import dev.mooring.connection.support.network.SecretForms;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a token endpoint's refusals and failures mean (RFC 6749, 5.2). */
final class OAuthErrors {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
    private static final Duration UNSAID = Duration.ofSeconds(5);
    private static final String INVALID_CLIENT = "invalid_client";
    private static final int LONGEST_DESCRIPTION = 200;

    private OAuthErrors() {}

    static ConnectionException of(URI endpoint, IOException failure) {
        if (failure instanceof BoundedHttp.TooLargeException) {
            return noTokenEndpoint(endpoint, "it sent " + failure.getMessage());
        }
        if (failure instanceof SocketTimeoutException) {
            return new ConnectionException(
                    ConnectionError.TIMED_OUT,
                    "the token endpoint " + endpoint + " did not answer in time",
                    "check that it is reachable from here, and try again",
                    failure);
        }
        if (BoundedHttp.isTlsFailure(failure)) {
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

    static ConnectionException of(URI endpoint, HTTPResponse response, SecretForms secrets) {
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
        String code = Optional.ofNullable(ErrorObject.parse(response).getCode())
                .orElse(status == HTTPResponse.SC_UNAUTHORIZED ? INVALID_CLIENT : "");
        String said = "the token endpoint " + endpoint + " answered " + status + (code.isEmpty() ? "" : " " + code)
                + description(response, secrets);
        Optional<Meaning> meaning = meaning(code);
        return meaning.isPresent()
                ? new ConnectionException(
                        meaning.get().code(), said, meaning.get().remedy(), refusal(status))
                : noTokenEndpoint(endpoint, "it answered with status " + status);
    }

    private record Meaning(ConnectionError code, String remedy) {}

    private static Optional<Meaning> meaning(String code) {
        return switch (code) {
            case INVALID_CLIENT ->
                Optional.of(new Meaning(
                        ConnectionError.CREDENTIAL_REJECTED,
                        "set the client's id and secret to those of an active client"));
            case "unauthorized_client", "access_denied", "unsupported_grant_type" ->
                Optional.of(
                        new Meaning(ConnectionError.ACCESS_DENIED, "let the client use the grant client_credentials"));
            case "invalid_scope" ->
                Optional.of(new Meaning(
                        ConnectionError.ACCESS_DENIED, "allow the scope to the client, or set the one it has"));
            case "invalid_request", "invalid_grant" ->
                Optional.of(new Meaning(
                        ConnectionError.CREDENTIAL_REJECTED,
                        "check what the issuer requires of this client beside its id, secret and scope"));
            default -> Optional.empty();
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
    private static String description(HTTPResponse response, SecretForms secrets) {
        String words = Optional.ofNullable(ErrorObject.parse(response).getDescription())
                .orElse("");
        String text = words.replaceAll("\\p{Cntrl}", " ");
        if (text.isBlank() || secrets.isIn(words) || secrets.isIn(text)) {
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
