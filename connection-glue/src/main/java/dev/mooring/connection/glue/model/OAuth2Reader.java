package dev.mooring.connection.glue.model;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.glue.json.JsonMembers;
import dev.mooring.connection.glue.json.JsonPart;
import dev.mooring.connection.glue.json.TextRule;
import dev.mooring.connection.glue.model.OAuth2Input.AuthorizationCode;
import dev.mooring.connection.glue.model.OAuth2Input.ClientApplication;
import dev.mooring.connection.glue.model.OAuth2Input.Secrets;
import dev.mooring.connection.glue.model.OAuth2Input.TokenRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the JSON of OAuth2Properties and checks what each grant needs and forbids. */
final class OAuth2Reader {
    private static final List<String> GRANTS =
            Arrays.stream(OAuth2Grant.values()).map(Enum::name).toList();
    private static final String GRANT = "OAuth2GrantType";
    private static final String CLIENT = "OAuth2ClientApplication";
    private static final String USER_MANAGED = "UserManagedClientApplicationClientId";
    private static final String AWS_MANAGED = "AWSManagedClientApplicationReference";
    private static final String TOKEN_URL = "TokenUrl";
    private static final String CODE = "AuthorizationCodeProperties";
    private static final String CREDENTIALS = "OAuth2Credentials";
    private static final String CLIENT_SECRET = "UserManagedClientApplicationClientSecret";
    private static final String REFRESH_TOKEN = "RefreshToken";
    private static final String JWT_TOKEN = "JwtToken";

    private final JsonMembers json;
    private final boolean hasSecretArn;
    private final Optional<JsonMembers> client;
    private final Optional<JsonMembers> credentials;

    private OAuth2Reader(JsonMembers json, boolean hasSecretArn) {
        this.json = json;
        this.hasSecretArn = hasSecretArn;
        this.client = json.object(CLIENT);
        this.credentials = json.object(CREDENTIALS);
    }

    static OAuth2Input read(JsonMembers json, boolean hasSecretArn) {
        return new OAuth2Reader(json, hasSecretArn).read();
    }

    private OAuth2Input read() {
        json.required(GRANT, "one of " + String.join(", ", GRANTS));
        Optional<OAuth2Grant> grant = json.word(GRANT, GRANTS).map(OAuth2Grant::valueOf);
        OAuth2Input input = new OAuth2Input(
                grant,
                client.map(OAuth2Reader::clientApplication),
                tokenRequest(),
                json.object(CODE).map(OAuth2Reader::code),
                credentials.map(OAuth2Reader::secrets).orElseGet(Secrets::none));
        grant.ifPresent(this::check);
        json.finish();
        credentials.ifPresent(JsonMembers::finish);
        client.ifPresent(JsonMembers::finish);
        return input;
    }

    private TokenRequest tokenRequest() {
        Map<String, String> parameters = new TreeMap<>();
        for (JsonPart.Member pair : json.pairs(
                "TokenUrlParametersMap", GlueLimits.PROPERTIES, GlueLimits.PARAMETER_KEY, GlueLimits.PARAMETER_VALUE)) {
            parameters.put(pair.name(), ((JsonPart.Text) pair.value()).text());
        }
        return new TokenRequest(json.text(TOKEN_URL, GlueLimits.TOKEN_URL), parameters);
    }

    private static ClientApplication clientApplication(JsonMembers client) {
        Optional<String> userManaged = client.text(USER_MANAGED, GlueLimits.IDENTIFIER);
        Optional<String> awsManaged = client.text(AWS_MANAGED, GlueLimits.IDENTIFIER);
        if (client.has(USER_MANAGED)) {
            client.forbid(AWS_MANAGED, "does not go with " + USER_MANAGED + ": name one application");
        } else {
            client.required(AWS_MANAGED, "either this or " + USER_MANAGED);
        }
        return new ClientApplication(userManaged, awsManaged);
    }

    private static AuthorizationCode code(JsonMembers code) {
        AuthorizationCode properties = new AuthorizationCode(
                code.requiredText("AuthorizationCode", GlueLimits.AUTHORIZATION_CODE, "the code to redeem")
                        .map(Secret::of)
                        .orElse(Secret.of("")),
                code.requiredText("RedirectUri", GlueLimits.REDIRECT_URI, "where the code was sent")
                        .orElse(""));
        code.finish();
        return properties;
    }

    private static Secrets secrets(JsonMembers credentials) {
        return new Secrets(
                secret(credentials, CLIENT_SECRET),
                secret(credentials, "AccessToken"),
                secret(credentials, REFRESH_TOKEN),
                secret(credentials, JWT_TOKEN));
    }

    private static Optional<Secret> secret(JsonMembers credentials, String name) {
        TextRule rule = GlueLimits.SECRET;
        return credentials.text(name, rule).map(Secret::of);
    }

    private void check(OAuth2Grant grant) {
        switch (grant) {
            case AUTHORIZATION_CODE -> checkCode();
            case CLIENT_CREDENTIALS -> {
                json.required(TOKEN_URL, "where tokens are asked for");
                requireOwnClient(grant);
                requireSecret(CLIENT_SECRET, "the secret of the client");
                forbidCode(grant);
            }
            case JWT_BEARER -> {
                json.required(TOKEN_URL, "where tokens are asked for");
                requireSecret(JWT_TOKEN, "the signed assertion");
                forbidCode(grant);
            }
            case REFRESH_TOKEN -> {
                json.required(TOKEN_URL, "where tokens are asked for");
                requireOwnClient(grant);
                requireSecret(REFRESH_TOKEN, "the refresh token");
                forbidCode(grant);
            }
        }
    }

    /** Without a code the connection waits for one, and so may what the code is redeemed with. */
    private void checkCode() {
        credentials.ifPresent(
                given -> given.forbid(JWT_TOKEN, "does not go with " + GRANT + " " + OAuth2Grant.AUTHORIZATION_CODE));
        if (!json.has(CODE)) {
            return;
        }
        json.required(TOKEN_URL, "where the code is redeemed");
        json.required(CLIENT, "the application that the code was given to");
        boolean isAwsManaged = client.filter(given -> given.has(AWS_MANAGED)).isPresent();
        if (!isAwsManaged) {
            requireSecret(CLIENT_SECRET, "the secret of the client");
        }
    }

    private void requireOwnClient(OAuth2Grant grant) {
        json.required(CLIENT, "the application that asks");
        client.ifPresent(given ->
                given.required(USER_MANAGED, "the client's id: " + grant + " needs an application of your own"));
    }

    private void requireSecret(String name, String what) {
        if (hasSecretArn) {
            return;
        }
        String expectation = what + ", in " + CREDENTIALS + " or in the secret that SecretArn names";
        if (credentials.isPresent()) {
            credentials.get().required(name, expectation);
        } else {
            json.missing(CREDENTIALS + "." + name, expectation);
        }
    }

    private void forbidCode(OAuth2Grant grant) {
        json.forbid(CODE, "does not go with " + GRANT + " " + grant);
    }
}
