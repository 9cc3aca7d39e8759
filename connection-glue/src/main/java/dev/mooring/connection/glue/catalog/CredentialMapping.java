package dev.mooring.connection.glue.catalog;

import dev.mooring.connection.Violation;
import dev.mooring.connection.Violation.Reason;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.glue.model.AuthenticationInput;
import dev.mooring.connection.glue.model.OAuth2Grant;
import dev.mooring.connection.glue.model.OAuth2Input;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What an AuthenticationConfiguration says, as properties of the types here. */
final class CredentialMapping {
    private static final String OAUTH2 = "AuthenticationConfiguration.OAuth2Properties.";

    private CredentialMapping() {}

    /** What is done with properties that were given, and with those that only follow from others. */
    record Taking(BiConsumer<String, String> given, BiConsumer<String, String> derived) {}

    /** Credentials by name: a login, or one key; other sets of them have no shape that could be handed out. */
    static void custom(
            AuthenticationInput given, BiConsumer<String, String> properties, Consumer<Violation> violations) {
        Map<String, Secret> credentials = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        credentials.putAll(given.custom());
        if (credentials.isEmpty()) {
            return;
        }
        Optional<Secret> user = Optional.ofNullable(credentials.get("username"));
        Optional<Secret> password = Optional.ofNullable(credentials.get("password"));
        if (credentials.size() == 2 && user.isPresent() && password.isPresent()) {
            properties.accept("USERNAME", user.get().reveal());
            properties.accept("PASSWORD", password.get().reveal());
        } else if (given.custom().size() == 1) {
            Map.Entry<String, Secret> key = given.custom().entrySet().iterator().next();
            properties.accept("KEY_NAME", key.getKey());
            properties.accept("KEY_VALUE", key.getValue().reveal());
        } else {
            violations.accept(Violation.error(
                    "AuthenticationConfiguration.CustomAuthenticationCredentials",
                    Reason.CONFLICT,
                    "expected username and password, or one key; put other credentials into a secret and name it in"
                            + " SecretArn"));
        }
    }

    /** Glue does not say where consent is given, and Salesforce has it beside its token endpoint. */
    private static Optional<String> consentAt(OAuth2Input oauth2, String tokenUrl) {
        String token = "/services/oauth2/token";
        return oauth2.grant()
                .filter(OAuth2Grant.AUTHORIZATION_CODE::equals)
                .filter(grant -> tokenUrl.endsWith(token))
                .map(grant -> tokenUrl.substring(0, tokenUrl.length() - "token".length()) + "authorize");
    }

    /** What a token is asked for with; properties that the type does not have are not asked for by it. */
    static void oauth2(OAuth2Input oauth2, Taking taking, Consumer<Violation> violations) {
        BiConsumer<String, String> properties = taking.given();
        properties.accept("AUTH_TYPE", "OAUTH2");
        oauth2.grant().ifPresent(grant -> properties.accept("GRANT", grant.name()));
        oauth2.token().url().ifPresent(url -> {
            properties.accept("TOKEN_URL", url);
            consentAt(oauth2, url).ifPresent(consent -> taking.derived().accept("AUTHORIZE_URL", consent));
        });
        checkParameters(oauth2, violations);
        if (!oauth2.token().parameters().isEmpty()) {
            properties.accept(
                    "TOKEN_PARAMETERS",
                    oauth2.token().parameters().entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining(",")));
        }
        oauth2.clientApplication().ifPresent(client -> {
            client.userManagedClientId().ifPresent(id -> properties.accept("CLIENT_ID", id));
            client.awsManagedReference()
                    .ifPresent(reference -> violations.accept(Violation.error(
                            OAUTH2 + "OAuth2ClientApplication",
                            Reason.CONFLICT,
                            "applications managed by AWS work in AWS only; name one of your own")));
        });
        oauth2.authorizationCode().ifPresent(code -> properties.accept("REDIRECT_URI", code.redirectUri()));
        oauth2.secrets().clientSecret().ifPresent(secret -> properties.accept("CLIENT_SECRET", secret.reveal()));
        oauth2.secrets().refreshToken().ifPresent(secret -> properties.accept("REFRESH_TOKEN", secret.reveal()));
        oauth2.secrets()
                .jwtToken()
                .ifPresent(token -> violations.accept(Violation.error(
                        OAUTH2 + "OAuth2Credentials.JwtToken",
                        Reason.CONFLICT,
                        "a signed assertion ends within minutes; give the key that signs it, in this library's own"
                                + " form: GRANT = JWT_BEARER with PRIVATE_KEY")));
    }

    /** They are kept as one text with commas. */
    private static void checkParameters(OAuth2Input oauth2, Consumer<Violation> violations) {
        oauth2.token().parameters().forEach((key, value) -> {
            if (value.contains(",") || key.contains(",") || !value.equals(value.strip())) {
                violations.accept(Violation.error(
                        OAUTH2 + "TokenUrlParametersMap",
                        Reason.CONFLICT,
                        "the value of " + key + " has a comma or blanks around it, which can not be kept"));
            }
        });
    }
}
