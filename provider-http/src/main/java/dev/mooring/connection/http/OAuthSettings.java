package dev.mooring.connection.http;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.http.OAuthProperties.GrantType;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.support.oauth.OAuthClient;
import dev.mooring.connection.support.oauth.OAuthClient.Authentication;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the properties of {@link OAuthProperties}. */
final class OAuthSettings {
    private OAuthSettings() {}

    /** What properties with a complete grant want. */
    static TokenWish wish(PropertyValues values) {
        TokenWish.Server server =
                new TokenWish.Server(values.get(OAuthProperties.TOKEN_URL), values.get(OAuthProperties.ISSUER));
        GrantType grant = values.require(OAuthProperties.GRANT);
        return new TokenWish(
                grant,
                server,
                client(values),
                new TokenWish.Wording(values.get(OAuthProperties.SCOPE), parameters(values)),
                grant == GrantType.JWT_BEARER ? Optional.of(signing(values, server)) : Optional.empty());
    }

    static OAuthClient client(PropertyValues values) {
        Optional<Secret> secret = values.get(OAuthProperties.CLIENT_SECRET);
        Authentication usual = secret.isPresent() ? Authentication.CLIENT_SECRET_BASIC : Authentication.NONE;
        return new OAuthClient(
                values.require(OAuthProperties.CLIENT_ID),
                secret,
                values.get(OAuthProperties.CLIENT_AUTH).orElse(usual));
    }

    static Map<String, String> parameters(PropertyValues values) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : values.get(OAuthProperties.TOKEN_PARAMETERS).orElse(List.of())) {
            parameters.put(name(pair), pair.substring(pair.indexOf('=') + 1));
        }
        return parameters;
    }

    /** The name in {@code name=value}. */
    static String name(String pair) {
        return pair.substring(0, pair.indexOf('='));
    }

    private static TokenWish.Signing signing(PropertyValues values, TokenWish.Server server) {
        return new TokenWish.Signing(
                values.get(OAuthProperties.JWT_ISSUER).orElseGet(() -> values.require(OAuthProperties.CLIENT_ID)),
                values.require(OAuthProperties.JWT_SUBJECT),
                values.get(OAuthProperties.JWT_AUDIENCE)
                        .orElseGet(() -> server.known().toString()),
                values.require(OAuthProperties.JWT_ALGORITHM),
                new TokenWish.Key(
                        values.require(OAuthProperties.PRIVATE_KEY),
                        values.get(OAuthProperties.PRIVATE_KEY_PASSWORD),
                        values.get(OAuthProperties.JWT_KEY_ID)));
    }
}
