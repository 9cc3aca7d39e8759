package dev.mooring.connection.glue.model;

import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.glue.json.JsonMembers;
import dev.mooring.connection.glue.json.JsonPart;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the JSON of an AuthenticationConfiguration and checks which of its members go together. */
public final class AuthenticationReader {
    private static final List<String> TYPES =
            Arrays.stream(AuthenticationType.values()).map(Enum::name).toList();
    private static final String TYPE = "AuthenticationType";
    private static final String SECRET_ARN = "SecretArn";
    private static final String BASIC = "BasicAuthenticationCredentials";
    private static final String CUSTOM = "CustomAuthenticationCredentials";
    private static final String OAUTH2 = "OAuth2Properties";

    private AuthenticationReader() {}

    /** The configuration; of use only when the members got no violations. */
    public static AuthenticationInput read(JsonMembers json) {
        json.required(TYPE, "one of " + String.join(", ", TYPES));
        Optional<AuthenticationType> type = json.word(TYPE, TYPES).map(AuthenticationType::valueOf);
        Optional<String> secretArn = json.text(SECRET_ARN, GlueLimits.SECRET_ARN);
        AuthenticationInput input = new AuthenticationInput(
                type.orElse(AuthenticationType.CUSTOM),
                secretArn,
                json.text("KmsKeyArn", GlueLimits.KMS_KEY_ARN),
                json.object(BASIC).map(AuthenticationReader::login),
                custom(json),
                json.object(OAUTH2).map(oauth2 -> OAuth2Reader.read(oauth2, secretArn.isPresent())));
        type.ifPresent(known -> check(json, known));
        json.finish();
        return input;
    }

    private static AuthenticationInput.Login login(JsonMembers json) {
        AuthenticationInput.Login login = new AuthenticationInput.Login(
                json.requiredText("Username", GlueLimits.IDENTIFIER, "the user").orElse(""),
                json.requiredText("Password", GlueLimits.SECRET, "the user's password")
                        .map(Secret::of)
                        .orElse(Secret.of("")));
        json.finish();
        return login;
    }

    private static Map<String, Secret> custom(JsonMembers json) {
        Map<String, Secret> credentials = new TreeMap<>();
        for (JsonPart.Member pair :
                json.pairs(CUSTOM, GlueLimits.PROPERTIES, GlueLimits.PARAMETER_KEY, GlueLimits.SECRET)) {
            credentials.put(pair.name(), Secret.of(((JsonPart.Text) pair.value()).text()));
        }
        return credentials;
    }

    private static void check(JsonMembers json, AuthenticationType type) {
        switch (type) {
            case BASIC -> {
                requireOrSecret(json, BASIC, "a user and a password, or " + SECRET_ARN);
                forbid(json, type, CUSTOM, OAUTH2);
            }
            case CUSTOM -> {
                requireOrSecret(json, CUSTOM, "credentials by name, or " + SECRET_ARN);
                forbid(json, type, BASIC, OAUTH2);
            }
            case OAUTH2 -> {
                json.required(OAUTH2, "how tokens are to be had");
                forbid(json, type, BASIC, CUSTOM);
            }
            case IAM -> forbid(json, type, BASIC, CUSTOM, OAUTH2);
        }
    }

    private static void requireOrSecret(JsonMembers json, String member, String expectation) {
        if (!json.has(SECRET_ARN)) {
            json.required(member, expectation);
        }
    }

    private static void forbid(JsonMembers json, AuthenticationType type, String... names) {
        for (String name : names) {
            json.forbid(name, "does not go with " + TYPE + " " + type);
        }
    }
}
