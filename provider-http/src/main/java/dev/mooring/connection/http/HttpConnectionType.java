package dev.mooring.connection.http;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.TypeId;
import dev.mooring.connection.http.OAuthProperties.GrantType;
import dev.mooring.connection.property.PropertySchema;
import dev.mooring.connection.property.PropertySchema.Group;
import dev.mooring.connection.property.PropertyValues;
import dev.mooring.connection.spi.Authorizer;
import dev.mooring.connection.spi.ConnectionType;
import dev.mooring.connection.spi.ConnectivityProbe;
import dev.mooring.connection.spi.CredentialVendor;
import dev.mooring.connection.spi.ProviderContext;
import dev.mooring.connection.spi.ScopeSyntax;
import dev.mooring.connection.spi.Validator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** API/HTTP: any API that is called with a header. */
final class HttpConnectionType implements ConnectionType {
    /** An authorization server decides how long its tokens live; this bounds how long one is kept. */
    static final Duration LONGEST_TOKEN = Duration.ofHours(24);
    /** What is stored is handed out as it is, however long it lives. */
    static final Duration STORED = Duration.ofDays(36_500);

    static final ScopeSyntax SCOPES = ScopeSyntax.reachesEverything(
            Set.of("https", "http"), Set.of(Action.READ, Action.LIST, Action.WRITE, Action.DELETE, Action.INVOKE));
    private static final TypeId ID = TypeId.of(ConnectionCategory.API, "HTTP");
    private static final PropertySchema SCHEMA = schemaOfAllKinds();

    private static PropertySchema schemaOfAllKinds() {
        PropertySchema.Builder schema = PropertySchema.builder()
                .exactlyOneOf(Group.of(HttpProperties.URL), Group.of(HttpProperties.HOST))
                .required(HttpProperties.AUTH_TYPE)
                .optional(HttpProperties.ALLOWED_HOSTS, HttpProperties.TEST_PATH)
                .when(HttpProperties.AUTH_TYPE, Set.of("BEARER"), Group.of(HttpProperties.TOKEN))
                .when(
                        HttpProperties.AUTH_TYPE,
                        Set.of("SERVICE_ACCOUNT_KEY"),
                        Group.of(HttpProperties.SERVICE_ACCOUNT_KEY))
                .when(
                        HttpProperties.AUTH_TYPE,
                        Set.of("BASIC"),
                        Group.of(HttpProperties.USERNAME, HttpProperties.PASSWORD))
                .when(
                        HttpProperties.AUTH_TYPE,
                        Set.of("API_KEY"),
                        Group.of(HttpProperties.API_KEY, HttpProperties.API_KEY_HEADER))
                .optional(StoredToken.FORMAT, StoredToken.EXPIRES_AT);
        addOAuth(schema);
        return schema.build();
    }

    private static void addOAuth(PropertySchema.Builder schema) {
        schema.when(
                        HttpProperties.AUTH_TYPE,
                        Set.of("OAUTH2"),
                        Group.of(OAuthProperties.GRANT, OAuthProperties.CLIENT_ID))
                .when(
                        OAuthProperties.GRANT,
                        Set.of("JWT_BEARER"),
                        Group.of(OAuthProperties.PRIVATE_KEY, OAuthProperties.JWT_SUBJECT))
                .when(OAuthProperties.GRANT, Set.of("AUTHORIZATION_CODE"), Group.of(OAuthProperties.REDIRECT_URI))
                .optional(
                        OAuthProperties.TOKEN_URL,
                        OAuthProperties.ISSUER,
                        OAuthProperties.AUTHORIZE_URL,
                        OAuthProperties.CLIENT_SECRET,
                        OAuthProperties.CLIENT_AUTH,
                        OAuthProperties.SCOPE,
                        OAuthProperties.TOKEN_PARAMETERS,
                        OAuthProperties.REFRESH_TOKEN)
                .optional(
                        OAuthProperties.PRIVATE_KEY_PASSWORD,
                        OAuthProperties.JWT_ALGORITHM,
                        OAuthProperties.JWT_KEY_ID,
                        OAuthProperties.JWT_ISSUER,
                        OAuthProperties.JWT_AUDIENCE);
    }

    @Override
    public TypeId id() {
        return ID;
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public ScopeSyntax scopes() {
        return SCOPES;
    }

    @Override
    public Duration lifetime(PropertyValues values) {
        return values.get(HttpProperties.AUTH_TYPE)
                        .filter(AuthType.OAUTH2::equals)
                        .isPresent()
                ? LONGEST_TOKEN
                : STORED;
    }

    @Override
    public Optional<String> issuer(PropertyValues values) {
        return values.get(OAuthProperties.TOKEN_URL)
                .or(() -> values.get(OAuthProperties.ISSUER))
                .map(url -> url.getAuthority());
    }

    @Override
    public List<Validator> validators() {
        return List.of(new HttpValidator(), new OAuthValidator());
    }

    @Override
    public ConnectivityProbe probe(ProviderContext context) {
        return new HttpProbe(context);
    }

    @Override
    public CredentialVendor vendor(ProviderContext context) {
        return new HttpVendor(context);
    }

    @Override
    public Optional<Authorizer> authorizer(ProviderContext context) {
        return Optional.of(new CodeAuthorizer(context));
    }

    @Override
    public boolean awaitsCode(PropertyValues values) {
        return values.get(OAuthProperties.GRANT)
                        .filter(GrantType.AUTHORIZATION_CODE::equals)
                        .isPresent()
                && !values.has(OAuthProperties.REFRESH_TOKEN);
    }
}
