package dev.mooring.connection.http;

import dev.mooring.connection.TypeId;
import dev.mooring.connection.Violation;
import dev.mooring.connection.http.OAuthProperties.GrantType;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.PropertyRules;
import dev.mooring.connection.spi.Validator;
import dev.mooring.connection.support.oauth.OAuthClient.Authentication;
import dev.mooring.connection.support.oauth.TokenEndpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which properties of {@link OAuthProperties} go together, beyond what the schema says. */
final class OAuthValidator implements Validator {
    private static final PropertySpec<?>[] ALL = {
        OAuthProperties.TOKEN_URL,
        OAuthProperties.ISSUER,
        OAuthProperties.CLIENT_SECRET,
        OAuthProperties.CLIENT_AUTH,
        OAuthProperties.SCOPE,
        OAuthProperties.TOKEN_PARAMETERS,
        OAuthProperties.AUTHORIZE_URL,
        OAuthProperties.REFRESH_TOKEN
    };

    @Override
    public List<Violation> validate(TypeId type, PropertyValues values) {
        PropertyRules rules = new PropertyRules(values);
        Optional<GrantType> grant = values.get(OAuthProperties.GRANT);
        if (grant.isEmpty()) {
            rules.forbid("belongs to AUTH_TYPE = OAUTH2 only", ALL);
            return rules.violations();
        }
        rules.requireOneOf(OAuthProperties.TOKEN_URL, OAuthProperties.ISSUER);
        client(values, grant.get(), rules);
        grant(values, grant.get(), rules);
        parameters(values, rules);
        values.get(OAuthProperties.REDIRECT_URI)
                .filter(text -> !isUri(text))
                .ifPresent(text -> rules.malformed(OAuthProperties.REDIRECT_URI, "is no URI"));
        for (PropertySpec<URI> spec :
                List.of(OAuthProperties.TOKEN_URL, OAuthProperties.ISSUER, OAuthProperties.AUTHORIZE_URL)) {
            values.get(spec)
                    .filter(url -> "http".equalsIgnoreCase(url.getScheme()))
                    .ifPresent(url -> rules.warn(
                            spec, "is not https: secrets would travel in clear, which is refused off this machine"));
        }
        return rules.violations();
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void client(PropertyValues values, GrantType grant, PropertyRules rules) {
        boolean isOpen = values.get(OAuthProperties.CLIENT_AUTH)
                .filter(Authentication.NONE::equals)
                .isPresent();
        if (isOpen) {
            rules.forbid("is not sent with CLIENT_AUTH = NONE", OAuthProperties.CLIENT_SECRET);
        } else if (values.has(OAuthProperties.CLIENT_AUTH)) {
            rules.require(OAuthProperties.CLIENT_SECRET, "; CLIENT_AUTH says how it is sent");
        }
        if (grant == GrantType.CLIENT_CREDENTIALS) {
            rules.require(OAuthProperties.CLIENT_SECRET, ", which is all that this grant shows");
        }
    }

    private static void grant(PropertyValues values, GrantType grant, PropertyRules rules) {
        boolean isAuthorized = grant == GrantType.AUTHORIZATION_CODE;
        if (!isAuthorized) {
            rules.forbid("belongs to GRANT = AUTHORIZATION_CODE only", OAuthProperties.AUTHORIZE_URL);
        } else if (values.has(OAuthProperties.TOKEN_URL)) {
            rules.require(OAuthProperties.AUTHORIZE_URL, ", or ISSUER in place of both addresses");
        } else {
            rules.exclude(OAuthProperties.ISSUER, OAuthProperties.AUTHORIZE_URL);
        }
        if (grant == GrantType.REFRESH_TOKEN) {
            rules.require(OAuthProperties.REFRESH_TOKEN, "");
        } else if (!isAuthorized) {
            rules.forbid("belongs to GRANT = REFRESH_TOKEN or AUTHORIZATION_CODE only", OAuthProperties.REFRESH_TOKEN);
        }
        if (grant != GrantType.JWT_BEARER) {
            rules.forbid(
                    "belongs to GRANT = JWT_BEARER only",
                    OAuthProperties.PRIVATE_KEY_PASSWORD,
                    OAuthProperties.JWT_ALGORITHM,
                    OAuthProperties.JWT_KEY_ID,
                    OAuthProperties.JWT_ISSUER,
                    OAuthProperties.JWT_AUDIENCE);
        }
    }

    private static void parameters(PropertyValues values, PropertyRules rules) {
        Set<String> seen = new HashSet<>();
        for (String pair : values.get(OAuthProperties.TOKEN_PARAMETERS).orElse(List.of())) {
            String name = OAuthSettings.name(pair);
            if (TokenEndpoint.isReserved(name)) {
                rules.error(
                        OAuthProperties.TOKEN_PARAMETERS, "can not set " + name + ", which the protocol sets itself");
            } else if (!seen.add(name)) {
                rules.error(OAuthProperties.TOKEN_PARAMETERS, "names " + name + " twice");
            }
        }
    }
}
