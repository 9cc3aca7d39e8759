package dev.mooring.connection.support.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * What came back from an authorization: the code alone, or the whole address that the user was sent to, which says more.
 *
 * @param redirect where codes are sent
 * @param state what the address must repeat, if an authorization was begun here
 * @param issuer whom the address must name, if it names anyone (RFC 9207)
 */
public record AuthorizationRedirect(URI redirect, Optional<Secret> state, Optional<URI> issuer) {
    /** The code. Fails when the address says that there is none, or belongs to another authorization. */
    public Secret code(Secret given) {
        String text = given.reveal().strip();
        if (!text.startsWith(redirect + "?")) {
            return Secret.of(text);
        }
        AuthorizationResponse response;
        try {
            response = AuthorizationResponse.parse(URI.create(text));
        } catch (ParseException | IllegalArgumentException e) {
            // without the failure: its message may hold the code
            throw refused("the address holds neither a code nor an error");
        }
        String repeated = response.getState() == null ? "" : response.getState().getValue();
        if (state.isPresent() && !state.get().equals(Secret.of(repeated))) {
            throw refused("the address belongs to another authorization, for its state is another");
        }
        Issuer named = response.getIssuer();
        if (named != null
                && issuer.filter(known -> !known.toString().equals(named.getValue()))
                        .isPresent()) {
            throw refused("the address was made by another issuer");
        }
        if (!response.indicatesSuccess()) {
            throw denied(response.toErrorResponse().getErrorObject());
        }
        return Optional.ofNullable(response.toSuccessResponse().getAuthorizationCode())
                .map(code -> Secret.of(code.getValue()))
                .orElseThrow(() -> refused("the address holds no code"));
    }

    private static ConnectionException denied(ErrorObject error) {
        String code = Optional.ofNullable(error)
                .map(ErrorObject::getCode)
                .filter(text -> text.matches("[a-z_]{1,60}"))
                .orElse("an unknown error");
        return new ConnectionException(
                ConnectionError.ACCESS_DENIED,
                "the authorization ended with " + code,
                "start it anew, sign in as a user who may use the service, and give consent");
    }

    private static ConnectionException refused(String why) {
        return new ConnectionException(
                ConnectionError.CREDENTIAL_REJECTED, why, "start the authorization anew, and use the newest URL");
    }
}
