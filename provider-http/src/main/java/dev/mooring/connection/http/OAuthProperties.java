package dev.mooring.connection.http;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.support.oauth.OAuthClient.Authentication;
import java.net.URI;
import java.util.List;

/** What an authorization server is asked with. */
final class OAuthProperties {
    /** How a token is come by. */
    enum GrantType {
        CLIENT_CREDENTIALS,
        JWT_BEARER,
        AUTHORIZATION_CODE,
        REFRESH_TOKEN
    }

    static final PropertySpec<GrantType> GRANT = PropertySpec.oneOf("GRANT", GrantType.class)
            .alias("GRANT_TYPE", "OAUTH2_GRANT_TYPE")
            .describe("how a token is come by")
            .guardsSecrets()
            .build();
    static final PropertySpec<URI> TOKEN_URL = PropertySpec.url("TOKEN_URL")
            .alias("TOKEN_ENDPOINT")
            .describe("the authorization server's token endpoint")
            .build();
    static final PropertySpec<URI> ISSUER = PropertySpec.url("ISSUER")
            .describe("the authorization server's own id, whose published metadata names its endpoints")
            .build();
    static final PropertySpec<String> CLIENT_ID = PropertySpec.text("CLIENT_ID")
            .describe("id of the client that asks for tokens")
            .build();
    static final PropertySpec<Secret> CLIENT_SECRET = PropertySpec.secret("CLIENT_SECRET")
            .describe("secret of that client")
            .build();
    static final PropertySpec<Authentication> CLIENT_AUTH = PropertySpec.oneOf("CLIENT_AUTH", Authentication.class)
            .alias("TOKEN_ENDPOINT_AUTH_METHOD")
            .describe(
                    "how the client's secret is sent: CLIENT_SECRET_BASIC unless said otherwise; NONE without a secret")
            .build();
    static final PropertySpec<String> SCOPE = PropertySpec.text("SCOPE")
            .describe("scopes to ask for, separated by blanks")
            .build();
    static final PropertySpec<List<String>> TOKEN_PARAMETERS = PropertySpec.list("TOKEN_PARAMETERS")
            .pattern(
                    "[A-Za-z0-9_.-]{1,128}=[\\x20-\\x7e]{1,2048}",
                    "name=value, such as audience=https://api.example.com")
            .describe("what else each request for a token says; shown to everyone, so never a secret")
            .build();

    static final PropertySpec<Secret> PRIVATE_KEY = PropertySpec.secretContent("PRIVATE_KEY")
            .describe("private key that signs assertions, PKCS#8 in PEM, as text, base64:… or a file")
            .build();
    static final PropertySpec<Secret> PRIVATE_KEY_PASSWORD = PropertySpec.secret("PRIVATE_KEY_PASSWORD")
            .describe("password of PRIVATE_KEY")
            .build();
    static final PropertySpec<String> JWT_ALGORITHM = PropertySpec.oneOf(
                    "JWT_ALGORITHM",
                    List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"))
            .defaultsTo("RS256")
            .describe("how assertions are signed")
            .build();
    static final PropertySpec<String> JWT_KEY_ID = PropertySpec.text("JWT_KEY_ID")
            .describe("how the issuer knows the key, if it has several")
            .build();
    static final PropertySpec<String> JWT_ISSUER = PropertySpec.text("JWT_ISSUER")
            .describe("who asserts, CLIENT_ID unless said otherwise")
            .build();
    static final PropertySpec<String> JWT_SUBJECT = PropertySpec.text("JWT_SUBJECT")
            .describe("whose token is asked for, such as a user's name")
            .build();
    static final PropertySpec<String> JWT_AUDIENCE = PropertySpec.text("JWT_AUDIENCE")
            .describe("whom assertions are for: TOKEN_URL or ISSUER unless said otherwise")
            .guardsSecrets()
            .build();

    static final PropertySpec<URI> AUTHORIZE_URL = PropertySpec.url("AUTHORIZE_URL")
            .alias("AUTHORIZATION_ENDPOINT")
            .describe("where the account's owner gives consent")
            .build();
    static final PropertySpec<String> REDIRECT_URI = PropertySpec.text("REDIRECT_URI")
            .pattern(
                    "[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~!$&'()*+,;=:@/?\\[\\]-]|%[0-9A-Fa-f]{2})+",
                    "an absolute URI without a fragment")
            .describe("where the account's owner is sent back to with a code, as the issuer knows it")
            .guardsSecrets()
            .build();
    static final PropertySpec<Secret> REFRESH_TOKEN = PropertySpec.secret("REFRESH_TOKEN")
            .describe("what the next token is asked for with; replaced whenever the issuer replaces it")
            .build();

    private OAuthProperties() {}
}
