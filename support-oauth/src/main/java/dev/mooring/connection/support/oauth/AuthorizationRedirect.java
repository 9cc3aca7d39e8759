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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came back from an authorization: the code alone, or the whole address that the user was sent to, which says more.
 *
 * @param redirect where codes are sent
 * @param state what the address must repeat, if an authorization was begun here
 * @param issuer whom the address must name, if it names anyone or its issuer says that it always does (RFC 9207)
 */
public record AuthorizationRedirect(URI redirect, Optional<Secret> state, Optional<ServerMetadata> issuer) {
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

    /** The code. Fails when the address says that there is none, is another one or belongs to another authorization. */
    public Secret code(Secret given) {
        // some issuers add an empty fragment, which would be read in place of the query
        String text = given.reveal().strip().replaceFirst("#.*$", "");
        if (!text.startsWith(redirect + "?") && !ABSOLUTE.matcher(text).matches()) {
            return Secret.of(text);
        }
        AuthorizationResponse response = response(text);
        String repeated = response.getState() == null ? "" : response.getState().getValue();
        if (state.isPresent() && !state.get().equals(Secret.of(repeated))) {
            throw refused("the address belongs to another authorization, for its state is another");
        }
        requireIssuer(response.getIssuer());
        if (!response.indicatesSuccess()) {
            throw denied(response.toErrorResponse().getErrorObject());
        }
        return Optional.ofNullable(response.toSuccessResponse().getAuthorizationCode())
                .map(code -> Secret.of(code.getValue()))
                .orElseThrow(() -> refused("the address holds no code"));
    }

    private AuthorizationResponse response(String text) {
        try {
            URI address = URI.create(text);
            if (!text.startsWith(redirect + "?") && !isRedirect(address)) {
                throw refused("the address is not the one that codes are sent to, which is " + redirect);
            }
            return AuthorizationResponse.parse(address);
        } catch (ParseException | IllegalArgumentException e) {
            // without the failure: its message may hold the code
            throw refused("the address holds neither a code nor an error");
        }
    }

    /** Browsers write an empty path as a slash, and an address may have a query of its own. */
    private boolean isRedirect(URI address) {
        return start(address).equalsIgnoreCase(start(redirect)) && path(address).equals(path(redirect));
    }

    private static String start(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static String path(URI uri) {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private void requireIssuer(@Nullable Issuer named) {
        if (issuer.isEmpty()) {
            return;
        }
        if (named == null && issuer.get().namesItself()) {
            throw refused("the address does not name its issuer, which this issuer always does");
        }
        if (named != null && !issuer.get().issuer().toString().equals(named.getValue())) {
            throw refused("the address was made by another issuer");
        }
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
