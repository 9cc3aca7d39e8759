package dev.mooring.connection.http;

import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.credential.Secret;
import dev.mooring.connection.property.PropertySpec;
import dev.mooring.connection.property.PropertySpecBuilder;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.support.oauth.OAuthClient;
import dev.mooring.connection.support.oauth.OAuthClient.Authentication;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The properties of a connection to an Iceberg REST catalog. */
final class IcebergProperties {
    static final PropertySpec<URI> CATALOG =
            PropertySpec.url("URI").describe("the catalog's address, above /v1").build();
    static final PropertySpec<String> ACCESS_REGION = PropertySpec.text("ACCESS_REGION")
            .pattern("[A-Za-z0-9-]{2,64}", "a region such as eu-west-1")
            .describe("region of the data files")
            .build();
    static final PropertySpec<String> OAUTH_CLIENT_ID = PropertySpec.text("OAUTH_CLIENT_ID")
            .describe("id of the client that asks for tokens")
            .build();
    static final PropertySpec<Secret> OAUTH_CLIENT_SECRET = PropertySpec.secret("OAUTH_CLIENT_SECRET")
            .describe("secret of that client")
            .build();
    static final PropertySpec<String> OAUTH_SCOPE = PropertySpec.text("OAUTH_SCOPE")
            .describe("scopes to ask for: catalog unless said otherwise, as Iceberg's own clients do")
            .build();
    static final PropertySpec<URI> OAUTH_SERVER = PropertySpec.url("OAUTH2_SERVER_URI")
            .alias("OAUTH2-SERVER-URI", "OAUTH_TOKEN_URL")
            .describe("token endpoint, when it is not the catalog's own /v1/oauth/tokens")
            .build();
    static final PropertySpec<Secret> TOKEN = PropertySpec.secret("TOKEN")
            .pattern(StoredToken.FORM, StoredToken.EXPECTED)
            .describe("bearer token that is sent as it is, and that nothing renews")
            .build();
    static final PropertySpec<String> WAREHOUSE = PropertySpec.text("WAREHOUSE")
            .describe("which catalog of the service is meant")
            .build();
    static final PropertySpec<String> NAMESPACE = PropertySpec.text("NAMESPACE")
            .describe("namespace that queries start from, and that a test looks for")
            .build();
    static final PropertySpec<String> STORAGE_CONNECTION = PropertySpec.connection(
                    "STORAGE_CONNECTION", ConnectionCategory.STORAGE)
            .describe("connection to the storage of the data files, for catalogs that hand out no credentials")
            .build();

    /** What the catalog's clients are told as it is, by the client's own names. */
    static final List<PropertySpec<String>> CLIENT_SETTINGS = List.of(
            setting("client.region", "region that storage clients use"),
            setting("io-impl", "class that reads and writes files"),
            setting("s3.endpoint", "address of an S3-compatible storage"),
            setting("s3.path-style-access", "whether buckets are named in the path"),
            setting("s3.region", "region of the buckets"));

    private static final String OWN_TOKENS = "/v1/oauth/tokens";
    private static final String USUAL_SCOPE = "catalog";

    private IcebergProperties() {}

    private static PropertySpec<String> setting(String name, String description) {
        PropertySpecBuilder<String> builder = PropertySpec.text(
                        name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .alias(name.toUpperCase(Locale.ROOT))
                .describe(description);
        return builder.build();
    }

    /** The settings that are given, by the client's own names. */
    static Map<String, String> clientSettings(PropertyValues values) {
        Map<String, String> settings = new LinkedHashMap<>();
        values.get(ACCESS_REGION).ifPresent(region -> settings.put("client.region", region));
        for (PropertySpec<String> spec : CLIENT_SETTINGS) {
            values.get(spec)
                    .ifPresent(value -> settings.put(spec.aliases().get(0).toLowerCase(Locale.ROOT), value));
        }
        return settings;
    }

    /** What is wanted of the authorization server, if the catalog needs OAuth. */
    static Optional<TokenWish> wish(PropertyValues values) {
        return values.get(OAUTH_CLIENT_ID)
                .map(id -> new TokenWish(
                        OAuthProperties.GrantType.CLIENT_CREDENTIALS,
                        TokenWish.Server.at(tokenEndpoint(values)),
                        new OAuthClient(id, values.get(OAUTH_CLIENT_SECRET), Authentication.CLIENT_SECRET_POST),
                        new TokenWish.Wording(
                                Optional.of(values.get(OAUTH_SCOPE).orElse(USUAL_SCOPE)), Map.of()),
                        Optional.empty()));
    }

    static URI tokenEndpoint(PropertyValues values) {
        return values.get(OAUTH_SERVER).orElseGet(() -> HttpProperties.below(values.require(CATALOG), OWN_TOKENS));
    }
}
