package dev.mooring.connection.support.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.spi.Receipt;
import dev.mooring.connection.support.network.HttpAnswer;
import dev.mooring.connection.support.network.HttpFailures;
import dev.mooring.connection.support.network.SecretForms;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** What a token endpoint's refusals mean (RFC 6749, 5.2). Used for one request. */
final class OAuthErrors {
    /** Who is asked, for messages. */
    static final String ENDPOINT = "the token endpoint";

    private static final String INVALID_CLIENT = "invalid_client";
    private static final Set<String> THROTTLES = Set.of("temporarily_unavailable", "rate_limit_exceeded");
    private static final int LONGEST_DESCRIPTION = 200;

    private final URI endpoint;
    private final String grant;
    private final TokenRemedies remedies;

    OAuthErrors(URI endpoint, String grant, TokenRemedies remedies) {
        this.endpoint = endpoint;
        this.grant = grant;
        this.remedies = remedies;
    }

    ConnectionException of(HTTPResponse response, SecretForms secrets) {
        HttpAnswer answer = answer(response);
        int status = answer.status();
        ErrorObject error = ErrorObject.parse(response);
        String code = Optional.ofNullable(error.getCode())
                .orElse(status == HTTPResponse.SC_UNAUTHORIZED ? INVALID_CLIENT : "");
        if (HttpFailures.isThrottled(answer) || THROTTLES.contains(code)) {
            return HttpFailures.throttled(ENDPOINT, endpoint, answer);
        }
        if (status >= 500) {
            return HttpFailures.failed(ENDPOINT, endpoint, answer);
        }
        String description = description(error, secrets);
        Optional<Meaning> meaning = meaning(code).or(() -> unknown(code, status));
        return meaning.isPresent()
                ? refused(meaning.get(), answer, code, description, secrets)
                : noTokenEndpoint(endpoint, "it answered with status " + status);
    }

    private ConnectionException refused(
            Meaning meaning, HttpAnswer answer, String code, String description, SecretForms secrets) {
        ConnectionException.Builder refusal = ConnectionException.builder(
                        meaning.code(),
                        ENDPOINT + " " + endpoint + " answered " + answer.status() + " " + code
                                + (description.isEmpty() ? "" : ": " + description))
                .remedy(remedies.remedy(code, description).orElse(meaning.remedy()))
                .cause(HttpFailures.refusal(answer));
        answer.requestId(secrets).ifPresent(refusal::requestId);
        return refusal.build();
    }

    private record Meaning(ConnectionError code, String remedy) {}

    private Optional<Meaning> meaning(String code) {
        return switch (code) {
            case INVALID_CLIENT, "invalid_client_id" ->
                rejected("set the client's id and secret to those of an active client, and how it authenticates");
            case "unauthorized_client", "access_denied", "unsupported_grant_type" ->
                Optional.of(new Meaning(ConnectionError.ACCESS_DENIED, "let the client use the grant " + grant));
            case "invalid_scope" ->
                Optional.of(new Meaning(
                        ConnectionError.ACCESS_DENIED, "allow the scope to the client, or set the one it has"));
            case "invalid_target" ->
                Optional.of(new Meaning(
                        ConnectionError.ACCESS_DENIED, "allow the audience or resource to the client, or correct it"));
            case "invalid_grant" -> rejected(invalidGrant());
            case "invalid_request" ->
                rejected("check what the issuer requires of this client beside its id, secret and scope");
            default -> Optional.empty();
        };
    }

    /** Issuers have codes of their own, too. */
    private static Optional<Meaning> unknown(String code, int status) {
        return code.matches("[a-z_]{3,60}") && (status == 400 || status == 401 || status == 403)
                ? Optional.of(new Meaning(ConnectionError.ACCESS_DENIED, "see what the issuer says about " + code))
                : Optional.empty();
    }

    private String invalidGrant() {
        return switch (grant) {
            case "refresh_token" -> "the refresh token was revoked, has expired or was used before: give a new one";
            case "authorization_code" ->
                "a code works once, for minutes and for the address it was sent to: start the authorization anew";
            case "jwt_bearer" ->
                "let the issuer know the key's certificate, and check issuer, subject and audience and this machine's clock";
            default -> "check what the issuer requires of this client beside its id, secret and scope";
        };
    }

    private static Optional<Meaning> rejected(String remedy) {
        return Optional.of(new Meaning(ConnectionError.CREDENTIAL_REJECTED, remedy));
    }

    static ConnectionException noTokenEndpoint(URI endpoint, String why) {
        return new ConnectionException(
                ConnectionError.PROTOCOL_MISMATCH,
                endpoint + " does not behave like a token endpoint: " + why,
                "set the issuer's own token endpoint; its metadata names it as token_endpoint",
                new IOException(why));
    }

    static Receipt receipt(HTTPResponse response, SecretForms secrets) {
        return answer(response).receipt(secrets);
    }

    private static HttpAnswer answer(HTTPResponse response) {
        return new HttpAnswer(response.getStatusCode(), response.getHeaderMap(), "");
    }

    /** An issuer's own words help, unless they repeat what must not be repeated. */
    private static String description(ErrorObject error, SecretForms secrets) {
        String words = Optional.ofNullable(error.getDescription()).orElse("");
        String text = words.replaceAll("\\p{Cntrl}", " ").strip();
        if (secrets.isIn(words) || secrets.isIn(text)) {
            return "";
        }
        return text.length() > LONGEST_DESCRIPTION ? text.substring(0, LONGEST_DESCRIPTION) + "…" : text;
    }
}
